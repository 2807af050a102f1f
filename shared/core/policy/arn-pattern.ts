import { type Glyphs, glyphsFor, MANY, matchesGlyphs, type Pattern } from "./pattern.ts";
import type { Variables } from "./variables.ts";

const COLON = 58;
const PARTS = 6;

/**
 * Whether an ARN fits a pattern: each of its six parts by itself, so that a wildcard never reaches over a colon but in the last part.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export function matchesArn(pattern: Pattern, arn: string, variables: Variables): boolean {
  const glyphs = glyphsFor(pattern, variables);
  if (glyphs === undefined) return false;
  if (glyphs.length === 1 && glyphs[0] === MANY) return true;
  const wanted = splitGlyphs(glyphs);
  const actual = splitText(arn);
  return (
    wanted.length === PARTS &&
    actual.length === PARTS &&
    wanted.every((part, index) => matchesGlyphs(part, actual[index] ?? ""))
  );
}

function splitGlyphs(glyphs: Glyphs): Glyphs[] {
  const parts: Glyphs[] = [];
  let from = 0;
  while (parts.length < PARTS - 1) {
    const colon = glyphs.indexOf(COLON, from);
    if (colon < 0) break;
    parts.push(glyphs.slice(from, colon));
    from = colon + 1;
  }
  return [...parts, glyphs.slice(from)];
}

function splitText(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= PARTS ? parts : [...parts.slice(0, PARTS - 1), parts.slice(PARTS - 1).join(":")];
}

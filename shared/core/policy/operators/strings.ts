import { glyphsFor, matchesGlyphs, readPattern } from "../pattern.ts";
import { negative, type Operator, positive } from "./operator.ts";

interface Comparison {
  readonly wildcards?: boolean;
  readonly ignoreCase?: boolean;
}

function comparing({ wildcards = false, ignoreCase = false }: Comparison): Operator["read"] {
  const folded = (text: string) => (ignoreCase ? text.toLowerCase() : text);
  return (text, version) => {
    const pattern = readPattern(text, { version, wildcards });
    const fixed = pattern.fixed && readPattern(folded(text), { version, wildcards }).fixed;
    return (actual, variables) => {
      if (fixed) return matchesGlyphs(fixed, folded(actual));
      const glyphs = glyphsFor(pattern, variables);
      if (glyphs === undefined) return undefined;
      if (!ignoreCase) return matchesGlyphs(glyphs, actual);
      return String.fromCharCode(...glyphs).toLowerCase() === folded(actual);
    };
  };
}

const EQUALS = comparing({});
const EQUALS_IGNORING_CASE = comparing({ ignoreCase: true });
const LIKE = comparing({ wildcards: true });

export const STRING_OPERATORS: Readonly<Record<string, Operator>> = {
  StringEquals: positive(EQUALS),
  StringNotEquals: negative(EQUALS),
  StringEqualsIgnoreCase: positive(EQUALS_IGNORING_CASE),
  StringNotEqualsIgnoreCase: negative(EQUALS_IGNORING_CASE),
  StringLike: positive(LIKE),
  StringNotLike: negative(LIKE),
};

import type { Variables } from "./variables.ts";
import type { PolicyVersion } from "./version.ts";

/**
 * A text of a policy with its wildcards and variables: `arn:aws:s3:::home/${aws:username}/*`. It is matched by hand and not by a
 * regular expression, since whoever writes a policy must not be able to make one that takes for ever.
 */
export interface Pattern {
  readonly parts: readonly Part[];
  /** The characters to match, where no variable has to be filled in first. */
  readonly fixed: Glyphs | undefined;
}

type Part = readonly number[] | Variable;

interface Variable {
  readonly name: string;
  readonly fallback: string | undefined;
}

/** UTF-16 code units, with {@link MANY} and {@link ONE} among them. */
export type Glyphs = readonly number[];

/** `*` */
export const MANY = -1;
/** `?` */
const ONE = -2;

export interface PatternOptions {
  readonly version: PolicyVersion;
  /** Whether `*` and `?` mean more than themselves. */
  readonly wildcards: boolean;
}

/** `${aws:username}` and `${aws:username, 'nobody'}` */
const VARIABLE = /\$\{([^{}]{1,512})\}/g;
const FALLBACK = /^\s*([^,\s]+)\s*,\s*'([^']*)'\s*$/;

export function readPattern(text: string, { version, wildcards }: PatternOptions): Pattern {
  const parts: Part[] = [];
  let from = 0;
  if (version === "2012-10-17") {
    for (const match of text.matchAll(VARIABLE)) {
      parts.push(glyphsOf(text.slice(from, match.index), wildcards), variableOf(match[1] ?? ""));
      from = match.index + match[0].length;
    }
  }
  parts.push(glyphsOf(text.slice(from), wildcards));
  return { parts, fixed: parts.every(isGlyphs) ? parts.flat() : undefined };
}

/** `${*}`, `${?}` and `${$}` are the characters themselves. */
function variableOf(inner: string): Part {
  if (inner === "*" || inner === "?" || inner === "$") return glyphsOf(inner, false);
  const [, name, fallback] = FALLBACK.exec(inner) ?? [];
  return { name: (name ?? inner).trim().toLowerCase(), fallback };
}

/** The characters to match, variables filled in; undefined where one has no value. */
export function glyphsFor({ parts, fixed }: Pattern, variables: Variables): Glyphs | undefined {
  if (fixed) return fixed;
  const glyphs: number[] = [];
  for (const part of parts) {
    if (isGlyphs(part)) {
      for (const glyph of part) glyphs.push(glyph);
      continue;
    }
    const value = variables(part.name) ?? part.fallback;
    if (value === undefined) return undefined;
    for (const glyph of glyphsOf(value, false)) glyphs.push(glyph);
  }
  return glyphs;
}

/** Whether a text fits as a whole. At worst as many steps as the product of both lengths. */
export function matchesGlyphs(glyphs: Glyphs, text: string): boolean {
  let at = 0;
  let next = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const glyph = glyphs[next];
    if (glyph === MANY) {
      star = next++;
      resume = at;
    } else if (glyph === ONE || glyph === text.charCodeAt(at)) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++resume;
    } else return false;
  }
  while (glyphs[next] === MANY) next++;
  return next === glyphs.length;
}

export function matchesPattern(pattern: Pattern, text: string, variables: Variables): boolean {
  const glyphs = glyphsFor(pattern, variables);
  return glyphs !== undefined && matchesGlyphs(glyphs, text);
}

function glyphsOf(text: string, wildcards: boolean): number[] {
  const glyphs: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    glyphs.push(wildcards && code === 42 ? MANY : wildcards && code === 63 ? ONE : code);
  }
  return glyphs;
}

function isGlyphs(part: Part): part is readonly number[] {
  return Array.isArray(part);
}

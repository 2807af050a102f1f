import type { DocTerm } from "../core/docs.ts";
import { assert } from "../core/errors.ts";
import type { DocIndex } from "./route.ts";

/** Looks terms up by name and by alias; "Visibility Timeout" and `visibility_timeout` find `visibility-timeout`. */
export function createDocIndex(terms: readonly DocTerm[]): DocIndex {
  const byName = new Map<string, DocTerm>();
  for (const term of terms) {
    assert(!byName.has(term.term), `two docs explain ${term.term}`);
    byName.set(term.term, term);
  }
  // An alias never hides a term of that name.
  for (const term of terms) {
    for (const alias of term.aliases ?? []) {
      const name = normalize(alias);
      if (!byName.has(name)) byName.set(name, term);
    }
  }
  const sorted = [...terms].sort((left, right) => (left.term < right.term ? -1 : 1));
  return { find: (term) => byName.get(normalize(term)), list: () => sorted };
}

function normalize(term: string): string {
  return term
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, "-");
}

import type { Structure } from "./model.ts";

/** The members of AWS's shapes, as operations take and give them. */
export type Members = Record<string, unknown>;

/** Finds a structure of the model at hand. */
export type Structures = (name: string) => Structure;

/**
 * Compiles each structure once, at its first use, so that structures may hold themselves and a service whose operations nobody
 * calls costs nothing. `self` finds the others.
 */
export function once<Compiled>(
  compile: (name: string, self: (name: string) => Compiled) => Compiled,
): (name: string) => Compiled {
  const known = new Map<string, Compiled>();
  const find = (name: string): Compiled => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const compiled = compile(name, find);
    known.set(name, compiled);
    return compiled;
  };
  return find;
}

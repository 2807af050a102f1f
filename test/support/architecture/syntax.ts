/*
 * TypeScript 7 has no JavaScript API, so the law is read with oxc's parser as rolldown carries it. Vitest brings rolldown
 * anyway: naming it as a devDependency installs nothing more.
 */
import { type ESTree, parseSync } from "rolldown/utils";

export type Node = ESTree.Node;

export function parse({ path, source }: { readonly path: string; readonly source: string }): Node {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error) throw new Error(`${path} cannot be parsed: ${error.message}`);
  return program;
}

/** Visits a node and all below it, parents first. `parents` is the way to it, nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => void,
  parents: readonly Node[] = [],
): void {
  visit(node, parents);
  const below = [...parents, node];
  for (const member of Object.values(node)) {
    for (const child of Array.isArray(member) ? member : [member]) {
      if (isNode(child)) walk(child, visit, below);
    }
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** The line, counted from 1, of an offset. */
export function lineOf(source: string, offset: number): number {
  let line = 1;
  for (let index = source.indexOf("\n"); index !== -1 && index < offset; index = source.indexOf("\n", index + 1)) {
    line += 1;
  }
  return line;
}

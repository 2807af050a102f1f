import { assert } from "../core/errors.ts";
import { decodePath } from "./percent.ts";
import type { Route } from "./route.ts";

export type Match =
  | { readonly kind: "route"; readonly route: Route; readonly params: Readonly<Record<string, string>> }
  /** The path is known, the method is not: these are. */
  | { readonly kind: "method"; readonly allow: readonly string[] }
  | { readonly kind: "unknown" };

export interface Router {
  readonly routes: readonly Route[];
  /** `path` as it was sent. Throws an HttpError for a percent-encoding that is none. */
  match(method: string, path: string): Match;
}

interface Leaf {
  readonly route: Route;
  readonly names: readonly string[];
}

interface Node {
  readonly literals: Map<string, Node>;
  parameter?: Node;
  /** Routes that end here, by method. */
  readonly ends: Map<string, Leaf>;
  /** Routes that take the rest of the path from here, by method. */
  readonly rests: Map<string, Leaf>;
}

interface Walk {
  readonly method: string;
  readonly path: string;
  /** Raw values of the parameters on the way here. */
  readonly values: string[];
  /** Methods that the path has, in case the wanted one isn't among them. */
  readonly allow: Set<string>;
}

/** Compiles routes to a tree of segments; a literal segment goes before a parameter, a parameter before a rest. */
export function createRouter(routes: readonly Route[]): Router {
  const root = emptyNode();
  for (const route of routes) insert(root, route);
  return {
    routes,
    match(method, path) {
      const walk: Walk = { method, path, values: [], allow: new Set() };
      const leaf = path.startsWith("/") ? visit(root, 1, walk) : undefined;
      if (leaf) return { kind: "route", route: leaf.route, params: decodeParams(leaf, walk.values) };
      return walk.allow.size > 0 ? { kind: "method", allow: [...walk.allow].sort() } : { kind: "unknown" };
    },
  };
}

/** The parameter that a segment of a route's path declares, if it declares one. */
export function parameterOf(segment: string): { readonly name: string; readonly rest: boolean } | undefined {
  const match = /^\{([A-Za-z]+)(\.\.\.)?\}$/.exec(segment);
  return match ? { name: match[1] ?? "", rest: match[2] !== undefined } : undefined;
}

function emptyNode(): Node {
  return { literals: new Map(), ends: new Map(), rests: new Map() };
}

function insert(root: Node, route: Route): void {
  const names: string[] = [];
  let node = root;
  let leaves: Map<string, Leaf> | undefined;
  for (const segment of route.path.slice(1).split("/")) {
    assert(!leaves, `${route.path}: only the last segment may take the rest`);
    const parameter = parameterOf(segment);
    if (parameter) names.push(parameter.name);
    if (parameter?.rest) leaves = node.rests;
    else node = parameter ? parameterNode(node) : literalNode(node, segment);
  }
  leaves ??= node.ends;
  assert(!leaves.has(route.method), `two routes answer ${route.method} ${route.path}`);
  leaves.set(route.method, { route, names });
}

function parameterNode(node: Node): Node {
  node.parameter ??= emptyNode();
  return node.parameter;
}

function literalNode(node: Node, segment: string): Node {
  const next = node.literals.get(segment) ?? emptyNode();
  node.literals.set(segment, next);
  return next;
}

/** `start` is where the next segment begins; behind the end when the path is used up. */
function visit(node: Node, start: number, walk: Walk): Leaf | undefined {
  const { path } = walk;
  if (start > path.length) return choose(node.ends, walk);
  const slash = path.indexOf("/", start);
  const end = slash === -1 ? path.length : slash;
  const segment = path.slice(start, end);
  const literal = node.literals.get(segment);
  const found = literal && visit(literal, end + 1, walk);
  if (found) return found;
  if (node.parameter && segment !== "") {
    walk.values.push(segment);
    const leaf = visit(node.parameter, end + 1, walk);
    if (leaf) return leaf;
    walk.values.pop();
  }
  if (node.rests.size === 0 || start >= path.length) return undefined;
  const leaf = choose(node.rests, walk);
  if (leaf) walk.values.push(path.slice(start));
  return leaf;
}

function choose(leaves: Map<string, Leaf>, { method, allow }: Walk): Leaf | undefined {
  // HTTP asks that whatever answers GET answers HEAD.
  const leaf = leaves.get(method) ?? (method === "HEAD" ? leaves.get("GET") : undefined);
  if (leaf) return leaf;
  for (const known of leaves.keys()) allow.add(known);
  if (leaves.has("GET")) allow.add("HEAD");
  return undefined;
}

function decodeParams({ names }: Leaf, values: readonly string[]): Record<string, string> {
  const params: Record<string, string> = {};
  for (let index = 0; index < names.length; index += 1) {
    params[names[index] ?? ""] = decodePath(values[index] ?? "");
  }
  return params;
}

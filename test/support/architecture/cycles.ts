import type { Breach, Module } from "./module.ts";

/** Import cycles, type imports included: one breach for each knot of files that import each other. */
export function cycleBreaches(modules: readonly Module[]): Breach[] {
  const graph = new Map(modules.map(({ path }) => [path, [] as string[]]));
  for (const { path, imports } of modules) {
    for (const { target } of imports) if (target !== undefined && graph.has(target)) graph.get(path)?.push(target);
  }
  return knots(graph).map((knot) => {
    const way = wayRound(knot, graph);
    return { rule: "cycles", path: way[0] ?? "", text: `import cycle: ${way.join(" -> ")}` };
  });
}

type Graph = ReadonlyMap<string, readonly string[]>;

/** Strongly connected components of more than one file, or of one that imports itself (Tarjan). */
function knots(graph: Graph): string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    order.set(path, order.size);
    low.set(path, order.get(path) ?? 0);
    stack.push(path);
    for (const next of graph.get(path) ?? []) {
      if (!order.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== order.get(path)) return;
    const knot = stack.splice(stack.indexOf(path));
    if (knot.length > 1 || graph.get(path)?.includes(path)) found.push(knot);
  };
  for (const path of graph.keys()) if (!order.has(path)) visit(path);
  return found;
}

/** The shortest way from the knot's first file back to itself. */
function wayRound(knot: readonly string[], graph: Graph): string[] {
  const [start = ""] = [...knot].sort();
  let ways: string[][] = [[start]];
  for (let length = 0; length < knot.length; length += 1) {
    const longer: string[][] = [];
    for (const way of ways) {
      for (const next of graph.get(way.at(-1) ?? "") ?? []) {
        if (next === start) return [...way, start];
        if (knot.includes(next) && !way.includes(next)) longer.push([...way, next]);
      }
    }
    // One way to each file is enough: the first found is the shortest.
    ways = [...new Map(longer.reverse().map((way) => [way.at(-1), way])).values()];
  }
  return [...knot, start];
}

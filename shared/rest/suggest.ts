import { unlike } from "./nearest.ts";
import type { Route } from "./route.ts";
import { parameterOf } from "./router.ts";

const MAX_SUGGESTIONS = 3;
/** Paths further away than this are no help: two segments missing, or one that has little in common. */
const MAX_DISTANCE = 1;
const COMPARED_SEGMENTS = 8;

/** The routes nearest to a path that nobody answers, as a client would write them: `GET /v1/queues/orders`. */
export function suggestRoutes(method: string, path: string, routes: readonly Route[]): readonly string[] {
  const wanted = path.slice(1).split("/").slice(0, COMPARED_SEGMENTS);
  if (wanted.at(-1) === "") wanted.pop();
  // `/v1` is as far from every list as from the next one.
  if (wanted.length < 2) return [];
  const ranked = routes.map((route) => ({ route, distance: distance(wanted, route.path.slice(1).split("/")) }));
  return ranked
    .filter((candidate) => candidate.distance <= MAX_DISTANCE)
    .sort((left, right) => left.distance - right.distance || preferMethod(method, left.route, right.route))
    .slice(0, MAX_SUGGESTIONS)
    .map(({ route }) => `${route.method} ${fill(route.path, wanted)}`);
}

function preferMethod(method: string, left: Route, right: Route): number {
  return Number(right.method === method) - Number(left.method === method);
}

function distance(wanted: readonly string[], template: readonly string[]): number {
  const missing = template.length - wanted.length;
  let total = takesRest(template) ? Math.max(0, missing) : Math.abs(missing);
  for (let index = 0; index < Math.min(wanted.length, template.length); index += 1) {
    const segment = template[index] ?? "";
    if (!parameterOf(segment)) total += unlike(wanted[index] ?? "", segment);
    if (total > MAX_DISTANCE) return total;
  }
  return total;
}

/** The template with the client's own values where it has parameters. */
function fill(template: string, wanted: readonly string[]): string {
  const segments = template.slice(1).split("/");
  const filled = segments.map((segment, index) => (parameterOf(segment) ? (wanted[index] ?? segment) : segment));
  const rest = takesRest(segments) ? wanted.slice(segments.length) : [];
  return `/${[...filled, ...rest].join("/")}`;
}

function takesRest(template: readonly string[]): boolean {
  return parameterOf(template.at(-1) ?? "")?.rest === true;
}

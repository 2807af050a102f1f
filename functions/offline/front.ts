import { type IncomingMessage, Server } from "node:http";

/*
 * serverless-offline reads requests with a web framework of its own, which an Application Load Balancer does not have: a * in a
 * rule's path matches one segment, paths lose a trailing slash and %2B, a ? in a path stops the server, query values come decoded,
 * bodies of types that it doesn't know for binary become text. So it is given rules by function instead of by path, an address
 * with nothing in it to read, and two headers that carry what the request said.
 */

/** The request's address as it was sent. handlers.mjs reads it and takes both away. */
export const URL_HEADER = "x-skyground-offline-url";
const FUNCTION_HEADER = "x-skyground-offline-function";

/** A listener's rule, as serverless.yml has it. */
export interface AlbRule {
  readonly priority: number;
  conditions: {
    readonly path?: readonly string[];
    readonly host?: readonly string[];
    header?: { readonly name: string; readonly values: readonly string[] };
  };
}

interface Route {
  readonly name: string;
  readonly priority: number;
  readonly patterns: readonly RegExp[];
}

/** Takes the paths out of the rules and chooses the function itself, as a load balancer does. */
export function chooseFunctions(
  functions: Readonly<Record<string, { readonly events?: readonly OfflineEvent[] }>>,
): void {
  const routes: Route[] = [];
  for (const [name, { events = [] }] of Object.entries(functions)) {
    for (const { alb } of events) {
      if (!alb) continue;
      const { path = ["*"] } = alb.conditions;
      routes.push({ name, priority: alb.priority, patterns: path.map(patternOf) });
      alb.conditions = { header: { name: FUNCTION_HEADER, values: [name] } };
    }
  }
  routes.sort((left, right) => left.priority - right.priority);
  restateRequests((path) => routes.find(({ patterns }) => patterns.some((pattern) => pattern.test(path)))?.name);
}

export interface OfflineEvent {
  readonly alb?: AlbRule;
}

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html#path-conditions */
export function patternOf(pattern: string): RegExp {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}

function restateRequests(functionOf: (path: string) => string | undefined): void {
  const { emit } = Server.prototype;
  Server.prototype.emit = function emitRequest(this: Server, name: string, ...rest: unknown[]): boolean {
    const request = rest[0] as IncomingMessage;
    // The other server, where functions are invoked by name, is AWS's API and stays as it is.
    if (name === "request" && !request.url?.startsWith("/2015-03-31/")) restate(request, functionOf);
    return (emit as (...all: unknown[]) => boolean).call(this, name, ...rest);
  };
}

/** The framework asks `headers` and the address; the functions are told `rawHeaders`. */
function restate(request: IncomingMessage, functionOf: (path: string) => string | undefined): void {
  const url = request.url ?? "/";
  const name = functionOf(url.split("?")[0] ?? url) ?? "";
  request.headers["content-type"] = "application/octet-stream";
  request.headers[FUNCTION_HEADER] = name;
  // The last one counts, whatever the client sent.
  request.rawHeaders.push(URL_HEADER, url);
  request.url = `/${name}`;
}

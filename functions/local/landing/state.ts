import type { AlbEvent, AlbHandler } from "../../alb.ts";
import type { App } from "../../app.ts";

export interface Count {
  readonly label: string;
  /** Where the list itself is. */
  readonly path: string;
  /** Undefined when the list did not answer. */
  readonly count: number | undefined;
  /** There are more than were counted. */
  readonly more: boolean;
}

export interface RecentEvent {
  readonly at: string;
  readonly text: string;
}

/** What there is in the playground now, as the API itself tells it; undefined when the API asks for a key first. */
export interface PlaygroundState {
  readonly counts: readonly Count[];
  readonly clock: { readonly now: string; readonly aheadSeconds: number } | undefined;
  readonly events: readonly RecentEvent[];
}

const RESOURCES = [
  { label: "Queues", resource: "queues" },
  { label: "Topics", resource: "topics" },
  { label: "Buckets", resource: "buckets" },
  { label: "Tasks", resource: "tasks" },
] as const;

/** The most that every list gives in one page: ECS stops at 100. */
const MAX_COUNTED = 100;
const RECENT_EVENTS = 6;

type Ask = (path: string, query?: Record<string, string>) => Promise<Record<string, unknown> | undefined>;

export async function readState(app: App, rest: AlbHandler, event: AlbEvent): Promise<PlaygroundState | undefined> {
  if (app.apiKey !== undefined) return undefined;
  const ask = asker(rest, event);
  const [counts, clock, journal] = await Promise.all([
    Promise.all(RESOURCES.map(({ label, resource }) => countOf(label, resource, app, ask))),
    ask("/v1/playground/clock"),
    ask("/v1/playground/events", { limit: String(RECENT_EVENTS), order: "desc" }),
  ]);
  return {
    counts,
    clock: clock as PlaygroundState["clock"],
    events: (journal?.events ?? []) as PlaygroundState["events"],
  };
}

async function countOf(label: string, resource: string, app: App, ask: Ask): Promise<Count> {
  const path = `/v1/${resource}`;
  const route = app.routes.find((candidate) => candidate.method === "GET" && candidate.path === path);
  if (!route) return { label, path: "/v1/openapi.json", count: undefined, more: false };
  const page = await ask(path, { limit: String(MAX_COUNTED), ...(route.allRegions ? { region: "*" } : {}) });
  const items = page?.[resource];
  return {
    label,
    path: route.allRegions ? `${path}?region=*` : path,
    count: Array.isArray(items) ? items.length : undefined,
    more: page?.nextToken !== undefined,
  };
}

/** Asks the REST functions as any client would, without a socket between. */
function asker(rest: AlbHandler, { requestContext, headers, signal }: AlbEvent): Ask {
  return async (path, query = {}) => {
    const result = await rest({
      requestContext,
      httpMethod: "GET",
      path,
      multiValueQueryStringParameters: Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, [encodeURIComponent(value)]]),
      ),
      headers: { host: headers?.host },
      body: null,
      isBase64Encoded: false,
      ...(signal ? { signal } : {}),
    });
    return result.statusCode === 200 ? JSON.parse(result.body ?? "null") : undefined;
  };
}

import type { z } from "zod";
import type { Body } from "../core/body.ts";
import type { ByteStream } from "../core/bytes.ts";
import type { DocTerm } from "../core/docs.ts";
import type { OperationRef } from "../core/operation-ref.ts";

/** What a route's handler gets: validated, typed, and nothing of the door it came through. */
export interface RestRequest<Params, Query, Json> {
  readonly params: Params;
  readonly query: Query;
  /** The parsed JSON body; undefined for routes without one. */
  readonly body: Json;
  /** The raw body of routes with `body: "bytes"`; empty for others. */
  readonly bytes: ByteStream;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** The address that the client used, from its Host header: `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  readonly account: string;
  /** From `?region=`; `*` only on routes that list across regions. */
  readonly region: string;
  readonly playground: string;
  /** Aborts when the client goes away. */
  readonly signal: AbortSignal;
}

/** What a route's handler may do. */
export interface RestApi {
  /** Runs an operation as the client, under the request's trace and Idempotency-Key. */
  call<Input, Output>(operation: OperationRef<Input, Output>, input: Input): Promise<Output>;
  /** Stores the raw body; discard it when no operation came to keep it. */
  storeBody(bytes: ByteStream, limits: { maxBytes: number; inlineBytes: number }): Promise<Body>;
  discardBody(body: Body): Promise<void>;
  readonly docs: DocIndex;
  /** The OpenAPI document of the whole API. */
  openApi(): unknown;
}

export interface DocIndex {
  /** By term or alias. */
  find(term: string): DocTerm | undefined;
  list(): readonly DocTerm[];
}

export interface RestResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Written as JSON. */
  readonly json?: unknown;
  /** Written as it is, instead of JSON. */
  readonly bytes?: ByteStream;
}

export interface RouteDefinition<Params extends z.ZodType, Query extends z.ZodType, Json extends z.ZodType> {
  readonly method: "GET" | "HEAD" | "PUT" | "POST" | "PATCH" | "DELETE";
  /** `/v1/queues/{queue}/messages`; a last `{key...}` takes the rest of the path, percent-decoded, slashes kept. */
  readonly path: string;
  /** OpenAPI's operationId, camelCase, unique: `sendMessage`. */
  readonly id: string;
  /** One line, for OpenAPI and the landing page. */
  readonly summary: string;
  /** Strict objects: unknown members are refused. Path and query values come as strings; use z.coerce for numbers. */
  readonly params?: Params;
  readonly query?: Query;
  /** A schema for JSON, `bytes` for a raw body, absent for none. */
  readonly body?: Json | "bytes";
  /** A POST whose JSON body may be left out. */
  readonly bodyOptional?: boolean;
  /** Needs no key where there is one: the request carries a secret of its own. */
  readonly open?: boolean;
  /** `?region=*` is allowed: a list across regions. */
  readonly allRegions?: boolean;
  readonly response: {
    readonly status: number;
    readonly description: string;
    /** The JSON that is answered; `bytes` for raw bytes; absent for an empty answer. */
    readonly schema?: z.ZodType | "bytes";
  };
  handle(request: RestRequest<z.output<Params>, z.output<Query>, z.output<Json>>, api: RestApi): Promise<RestResponse>;
}

// biome-ignore lint/suspicious/noExplicitAny: a router holds routes of every type; each handler is typed where it is defined.
export type Route = RouteDefinition<any, any, any>;

/** Ties a route's handler to its schemas. */
export function route<Params extends z.ZodType, Query extends z.ZodType, Json extends z.ZodType>(
  definition: RouteDefinition<Params, Query, Json>,
): Route {
  return definition;
}

import { type Operations, operations } from "./operations.ts";
import { readProblem, UnreachableError } from "./problem.ts";

export interface ClientOptions {
  /** `http://127.0.0.1:4566`. */
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch;
}

type Part<Name extends string, T> = [T] extends [undefined]
  ? { readonly [K in Name]?: undefined }
  : Record<never, never> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

type Input<K extends keyof Operations> = Part<"path", Operations[K]["path"]> &
  Part<"query", Operations[K]["query"]> &
  Part<"body", Operations[K]["body"]> & {
    /** What only headers say: an object's type and metadata. */
    readonly headers?: Readonly<Record<string, string>>;
    readonly signal?: AbortSignal;
  };

type Arguments<K extends keyof Operations> = Record<never, never> extends Input<K> ? [Input<K>?] : [Input<K>];

interface AnyInput {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The REST API, typed by its OpenAPI document. Refusals are thrown as ProblemError, silence as UnreachableError. */
export class Client {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly #fetch: typeof fetch;

  constructor({ baseUrl, apiKey, fetch: send = fetch }: ClientOptions) {
    this.baseUrl = baseUrl.replace(/\/+$/, "");
    this.apiKey = apiKey;
    this.#fetch = send;
  }

  async call<K extends keyof Operations>(operation: K, ...[input]: Arguments<K>): Promise<Operations[K]["answer"]> {
    const response = await this.#send(operation, (input ?? {}) as AnyInput);
    if (!response.ok) throw await readProblem(response, this.baseUrl);
    const type = response.headers.get("content-type") ?? "";
    // An object may be JSON too: only the operation knows what is data and what is the answer.
    if (operation === "getObject") return new Uint8Array(await response.arrayBuffer());
    if (response.status === 204) return undefined;
    if (!type.startsWith("application/json")) {
      throw new UnreachableError(`${this.baseUrl} answers, but not as a playground does.`);
    }
    return (await response.json()) as Operations[K]["answer"];
  }

  /** An object's headers; undefined when there is no such object. */
  async objectHeaders(input: Input<"headObject">): Promise<Headers | undefined> {
    const response = await this.#send("headObject", input);
    if (response.status === 404) return undefined;
    if (!response.ok) throw await readProblem(response, this.baseUrl);
    return response.headers;
  }

  async #send(
    operation: keyof Operations,
    { path = {}, query = {}, body, headers: given, signal }: AnyInput,
  ): Promise<Response> {
    const [method, template] = operations[operation];
    const url = new URL(this.baseUrl + fill(template, path));
    for (const [name, value] of Object.entries(query)) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const raw = body instanceof Uint8Array;
    const headers: Record<string, string> = {};
    if (this.apiKey) headers.authorization = `Bearer ${this.apiKey}`;
    if (body !== undefined) headers["content-type"] = raw ? "application/octet-stream" : "application/json";
    Object.assign(headers, given);
    const content = raw
      ? { body: body as Uint8Array<ArrayBuffer> }
      : body === undefined
        ? {}
        : { body: JSON.stringify(body) };
    try {
      return await this.#fetch(url, { method, headers, ...content, ...(signal ? { signal } : {}) });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new UnreachableError(
        `Nothing answers at ${this.baseUrl}. Start the playground, or connect to another one.`,
        {
          cause: error,
        },
      );
    }
  }
}

/** A key keeps its slashes; everywhere else one is part of a name. */
function fill(template: string, path: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = path[name] ?? "";
    return name === "key" ? keyPath(value) : encodeURIComponent(value);
  });
}

/** Every URL parser takes the segments "." and ".." away, encoded or not; behind an encoded slash they are none. */
function keyPath(key: string): string {
  if (key === "." || key === "..") throw new Error(`The key "${key}" can't stand in a URL. Use the AWS CLI for it.`);
  const encoded = encodeURIComponent(key);
  return /(^|\/)\.\.?(\/|$)/.test(key) ? encoded : encoded.replaceAll("%2F", "/");
}

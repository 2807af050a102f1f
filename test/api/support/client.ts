/** What came back. `body` is the parsed JSON, typed as the test says; a text that is no JSON stays a text. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Body;
}

/** Problem details, for tests that expect an error. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly docs?: string;
  readonly issues?: readonly { readonly in: string; readonly path: string; readonly message: string }[];
  readonly suggestions?: readonly string[];
  readonly traceId: string;
  readonly requestId: string;
}

type Headers_ = Readonly<Record<string, string>>;

/** As little of an HTTP client as a test needs: a path, a body, what came back. Paths are sent as they are written. */
export class ApiClient {
  readonly #url: string;
  readonly #apiKey: string | undefined;

  constructor(url: string, apiKey?: string) {
    this.#url = url;
    this.#apiKey = apiKey;
  }

  get<Body = unknown>(path: string, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.send("GET", path, { headers });
  }

  head<Body = unknown>(path: string, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.send("HEAD", path, { headers });
  }

  delete<Body = unknown>(path: string, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.send("DELETE", path, { headers });
  }

  post<Body = unknown>(path: string, json?: unknown, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.#sendJson("POST", path, json, headers);
  }

  patch<Body = unknown>(path: string, json?: unknown, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.#sendJson("PATCH", path, json, headers);
  }

  put<Body = unknown>(path: string, json?: unknown, headers: Headers_ = {}): Promise<Answer<Body>> {
    return this.#sendJson("PUT", path, json, headers);
  }

  /** Any method with any body: bytes, a stream (`duplex` is set), a text. */
  async send<Body = unknown>(
    method: string,
    path: string,
    {
      headers = {},
      body,
      signal,
    }: { headers?: Headers_; body?: RequestInit["body"] | undefined; signal?: AbortSignal } = {},
  ): Promise<Answer<Body>> {
    const response = await this.fetch(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body, duplex: "half" }),
      ...(signal ? { signal } : {}),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: parse(text) as Body };
  }

  /** The bare response, for bodies that are streamed. */
  fetch(path: string, init: RequestInit & { headers?: Headers_ } = {}): Promise<Response> {
    const key = this.#apiKey === undefined ? {} : { authorization: `Bearer ${this.#apiKey}` };
    return fetch(`${this.#url}${path}`, { ...init, headers: { ...key, ...init.headers } });
  }

  #sendJson<Body>(method: string, path: string, json: unknown, headers: Headers_): Promise<Answer<Body>> {
    if (json === undefined) return this.send(method, path, { headers });
    const body = JSON.stringify(json);
    return this.send(method, path, { headers: { "content-type": "application/json", ...headers }, body });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

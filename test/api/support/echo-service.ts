import { createHash } from "node:crypto";
import { z } from "zod";
import { uuid } from "../../../shared/core/ids.ts";
import { type Operation, operation, type Route, route, type Service } from "../../../shared/services/service.ts";
import { startTestServer, type TestServer, type TestServerOptions } from "./server.ts";

interface Note {
  readonly id: string;
  readonly text: string;
}

const createNote: Operation<{ text: string }, Note, string> = operation<{ text: string }, Note>()({
  service: "playground",
  name: "CreateNote",
  prefetch: async (_input, { random }) => uuid(random),
  commit(id, { text }, { root }) {
    const key = { table: "plain", partition: `${root}/notes`, sort: id } as const;
    return { output: { id, text }, writes: [{ kind: "put", key, value: { text } }] };
  },
});

const countNotes: Operation<object, { notes: number }, number> = operation<object, { notes: number }>()({
  service: "playground",
  name: "CountNotes",
  prefetch: async (_input, { store, context }) =>
    (await store.query({ table: "plain", partition: `${context.root}/notes`, limit: 1000 })).length,
  commit: (notes) => ({ output: { notes } }),
});

/** Waits until it is woken, which nobody does, or until the client goes. */
const wait: Operation<object, object, number> = operation<object, object>()({
  service: "playground",
  name: "Wait",
  prefetch: async (_input, { startedAt }) => startedAt,
  commit: (startedAt) => ({ wait: { on: ["nobody"], until: startedAt + 3_600_000 } }),
});

const limits = { maxBytes: 64 * 1024 * 1024, inlineBytes: 1024 };

/** What the echo service saw of aborts and closed streams, for tests to look at. */
export interface EchoLog {
  readonly aborted: string[];
  readonly closed: string[];
}

/** A service as small as the tests of the doors need: JSON, bytes both ways, an operation, a wait, a bug. */
export function echoService(log: EchoLog = { aborted: [], closed: [] }): Service {
  return {
    name: "playground",
    operations: [createNote, countNotes, wait],
    docs: [],
    routes: [...jsonRoutes, ...byteRoutes(log), ...oddRoutes(log)],
  };
}

const idParams = z.strictObject({ id: z.string() });
const objectParams = z.strictObject({ key: z.string() });

const jsonRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/echo/{id}",
    id: "getEcho",
    summary: "What was asked for",
    params: idParams,
    query: z.strictObject({ limit: z.coerce.number().int().max(1000).optional(), q: z.string().optional() }),
    response: { status: 200, description: "The request" },
    handle: async ({ params, query, region, headers, baseUrl, account }) => ({
      status: 200,
      json: { ...params, ...query, region, colour: headers["x-colour"], baseUrl, account },
    }),
  }),
  route({
    method: "POST",
    path: "/v1/notes",
    id: "createNote",
    summary: "Keep a note",
    body: z.strictObject({ text: z.string() }),
    response: { status: 201, description: "The note" },
    async handle({ body }, api) {
      const note = await api.call(createNote, body);
      return { status: 201, json: { ...note, ...(await api.call(countNotes, {})) } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/notes",
    id: "countNotes",
    summary: "How many notes there are",
    allRegions: true,
    response: { status: 200, description: "The count" },
    handle: async (_request, api) => ({ status: 200, json: await api.call(countNotes, {}) }),
  }),
  route({
    method: "POST",
    path: "/v1/optional",
    id: "optional",
    summary: "A body that may be left out",
    body: z.strictObject({ max: z.number().default(10) }),
    bodyOptional: true,
    response: { status: 200, description: "The body" },
    handle: async ({ body }) => ({ status: 200, json: body }),
  }),
];

function byteRoutes(log: EchoLog): readonly Route[] {
  return [
    route({
      method: "PUT",
      path: "/v1/bytes/{key...}",
      id: "putBytes",
      summary: "Take bytes in",
      params: objectParams,
      body: "bytes",
      response: { status: 200, description: "Their size" },
      async handle({ params, bytes }, api) {
        const body = await api.storeBody(bytes, limits);
        await api.discardBody(body);
        return { status: 200, json: { key: params.key, size: body.size, md5: body.md5 } };
      },
    }),
    route({
      method: "GET",
      path: "/v1/bytes/{key...}",
      id: "getBytes",
      summary: "Give so many bytes as the key says",
      params: objectParams,
      response: { status: 200, description: "Bytes", schema: "bytes" },
      handle: async ({ params }) => ({
        status: 200,
        headers: { "content-type": "text/html", "content-length": params.key },
        bytes: counted(Number(params.key), log),
      }),
    }),
  ];
}

function oddRoutes(log: EchoLog): readonly Route[] {
  return [
    route({
      method: "POST",
      path: "/v1/wait",
      id: "wait",
      summary: "Wait until the client goes",
      response: { status: 200, description: "Never" },
      async handle({ signal }, api) {
        signal.addEventListener("abort", () => log.aborted.push("wait"));
        return { status: 200, json: await api.call(wait, {}) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/bug",
      id: "bug",
      summary: "A bug of ours",
      response: { status: 200, description: "Never" },
      async handle() {
        throw new Error("the secret is hunter2");
      },
    }),
    route({
      method: "GET",
      path: "/v1/broken-stream",
      id: "brokenStream",
      summary: "A stream that breaks in the middle",
      response: { status: 200, description: "Half of it", schema: "bytes" },
      handle: async () => ({ status: 200, bytes: breaking() }),
    }),
    route({
      method: "GET",
      path: "/v1/unopened-stream",
      id: "unopenedStream",
      summary: "A stream that can't be opened",
      response: { status: 200, description: "Never", schema: "bytes" },
      handle: async () => ({ status: 200, bytes: unopened() }),
    }),
    route({
      method: "GET",
      path: "/v1/short-stream",
      id: "shortStream",
      summary: "A stream that ends before its length",
      response: { status: 200, description: "Too little", schema: "bytes" },
      handle: async () => ({ status: 200, headers: { "content-length": "100" }, bytes: counted(99, log) }),
    }),
  ];
}

const CHUNK = 64 * 1024;

async function* counted(size: number, log: EchoLog): AsyncGenerator<Uint8Array> {
  try {
    for (let left = size; left > 0; left -= CHUNK) yield Buffer.alloc(Math.min(CHUNK, left), "x");
  } finally {
    log.closed.push(String(size));
  }
}

async function* breaking(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("half");
  throw new Error("the disk is gone");
}

// biome-ignore lint/correctness/useYield: it never comes so far.
async function* unopened(): AsyncGenerator<Uint8Array> {
  throw new Error("the disk is gone");
}

export function md5(text: string | Uint8Array): string {
  return createHash("md5").update(text).digest("hex");
}

/** A server of the echo service alone. Its answers promise nothing, so nothing is held against them. */
export function startEchoServer(
  options: Omit<TestServerOptions, "services" | "checkResponses"> = {},
  log?: EchoLog,
): Promise<TestServer> {
  return startTestServer({ ...options, services: [echoService(log)], checkResponses: false });
}

import { expect, test } from "vitest";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer({ adapters: "lmdb" });

interface Clock {
  readonly now: string;
  readonly aheadSeconds: number;
}

interface Events {
  readonly events: readonly { id: string; type: string; resource: string }[];
  readonly after?: string;
}

test("the playground says who I am", async () => {
  const { status, body } = await server.api.get("/v1/playground?region=eu-west-1");
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: "default", account: "000000000000", region: "eu-west-1", endpoint: server.url });
});

test("the clock goes on and never back", async () => {
  const { body: before } = await server.api.get<Clock>("/v1/playground/clock");
  const { body: after } = await server.api.post<Clock>("/v1/playground/clock", { advanceSeconds: 3600 });
  expect(after.aheadSeconds - before.aheadSeconds).toBe(3600);
  expect(await server.api.post("/v1/playground/clock", { advanceSeconds: -1 })).toMatchObject({ status: 400 });
});

test("events are followed by long poll, from the last one seen", async () => {
  await server.api.post("/v1/queues", { name: "first" });
  const { body: seen } = await server.api.get<Events>("/v1/playground/events?limit=1000");
  const next = server.api.get<Events>(`/v1/playground/events?after=${seen.after}&waitSeconds=20`);
  await server.api.post("/v1/queues", { name: "second" });
  expect((await next).body.events).toMatchObject([
    { type: "queue.created", resource: "arn:aws:sqs:us-east-1:000000000000:second" },
  ]);
});

test("an id that no event has is refused, however long it is", async () => {
  const long = "a".repeat(9000);
  for (const list of [`events?after=${long}`, `inbox?nextToken=${long}`]) {
    expect(await server.api.get(`/v1/playground/${list}`)).toMatchObject({
      status: 400,
      body: { code: "ValidationError", detail: expect.stringContaining("must have at most 128 characters") },
    });
  }
});

test("events of one resource, newest first", async () => {
  await server.api.post("/v1/queues", { name: "mine" });
  await server.api.post("/v1/queues/mine/messages", { body: "x" });
  const { body } = await server.api.get<Events>(
    "/v1/playground/events?resource=arn:aws:sqs:us-east-1:000000000000:mine&order=desc",
  );
  expect(body.events.map(({ type }) => type)).toEqual(["message.sent", "queue.created"]);
});

test("the help explains terms, by alias too, and suggests what is near", async () => {
  const { body: dlq } = await server.api.get("/v1/docs/dlq");
  expect(dlq).toMatchObject({
    term: "dead-letter-queue",
    references: [expect.stringContaining("docs.aws.amazon.com")],
  });
  expect(await server.api.get("/v1/docs/visibilit")).toMatchObject({
    status: 404,
    body: { detail: expect.stringContaining("visibility-timeout") },
  });
});

test.each([
  "orchestration",
  "ecs",
  "fargate",
  "task",
  "service",
  "desired-count",
  "bucket",
  "object",
  "key",
  "topic",
  "subscription",
  "fan-out",
  "decoupling",
  "queue",
  "shard",
  "rough-order",
  "visibility-timeout",
  "receipt-handle",
  "at-least-once",
  "idempotency",
  "dead-letter-queue",
  "delay",
  "push-against-pull",
])("the help has %s, with a page of AWS", async (term) => {
  const { status, body } = await server.api.get<{ references: string[]; body: string; related: string[] }>(
    `/v1/docs/${term}`,
  );
  expect(status).toBe(200);
  expect(body.body.length).toBeGreaterThan(80);
  expect(body.references).not.toEqual([]);
  for (const page of body.references) expect(page).toMatch(/^https:\/\/(docs\.)?aws\.amazon\.com\//);
  for (const other of body.related) expect((await server.api.get(`/v1/docs/${other}`)).status, other).toBe(200);
});

test("a reset takes everything away at once, and the clock stays", async () => {
  await server.api.post("/v1/queues", { name: "doomed" });
  await server.api.post("/v1/queues/doomed/messages", { body: "x" });
  const { body: before } = await server.api.get<Clock>("/v1/playground/clock");
  expect((await server.api.post("/v1/playground/reset")).status).toBe(204);
  expect((await server.api.get("/v1/queues")).body).toEqual({ queues: [] });
  expect((await server.api.get("/v1/queues/doomed")).status).toBe(404);
  const { body: after } = await server.api.get<Clock>("/v1/playground/clock");
  expect(after.aheadSeconds).toBe(before.aheadSeconds);
  const { body } = await server.api.get<Events>("/v1/playground/events?waitSeconds=20");
  expect(body.events).toMatchObject([{ type: "playground.reset" }]);
});

test("the clock goes on once for an Idempotency-Key, though it is asked for twice at once", async () => {
  const { body: before } = await server.api.get<Clock>("/v1/playground/clock");
  const advance = () =>
    server.api.post("/v1/playground/clock", { advanceSeconds: 60 }, { "idempotency-key": "a-minute" });
  expect((await Promise.all([advance(), advance(), advance()])).map(({ status }) => status)).toEqual([200, 200, 200]);
  const { body: after } = await server.api.get<Clock>("/v1/playground/clock");
  expect(after.aheadSeconds).toBe(before.aheadSeconds + 60);
});

test("a reset is asked for again under its Idempotency-Key and takes nothing more away", async () => {
  const headers = { "idempotency-key": "start-anew" };
  expect((await server.api.post("/v1/playground/reset", undefined, headers)).status).toBe(204);
  await server.api.post("/v1/queues", { name: "kept" });
  expect((await server.api.post("/v1/playground/reset", undefined, headers)).status).toBe(204);
  expect((await server.api.get("/v1/queues/kept")).status).toBe(200);
});

test("health reads the store, and the API describes itself", async () => {
  expect((await server.api.get("/v1/health")).body).toEqual({ status: "ok" });
  expect((await server.api.get("/v1/openapi.json")).body).toMatchObject({ openapi: expect.stringMatching(/^3\.1\./) });
});

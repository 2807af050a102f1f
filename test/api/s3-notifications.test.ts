import { beforeAll, expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
beforeAll(async () => {
  await server.api.post("/v1/buckets", { name: "photos" });
  await server.api.post("/v1/queues", { name: "thumbnails" });
  await server.api.post("/v1/queues", { name: "audit" });
  await server.api.post("/v1/topics", { name: "deletions" });
});

const RULES = "/v1/buckets/photos/notifications";

interface Received {
  readonly messages: readonly { readonly body: string; readonly receiptHandle: string }[];
}

/** Receives until a message fits. */
async function receive(queue: string, fits: (message: Record<string, unknown>) => boolean) {
  for (;;) {
    const path = `/v1/queues/${queue}/messages`;
    const { body } = await server.api.post<Received>(`${path}/receive`, { waitSeconds: 10 });
    expect(body.messages.length, `messages in ${queue}`).toBeGreaterThan(0);
    for (const message of body.messages) {
      await server.api.delete(`${path}/${message.receiptHandle}`);
      const parsed = JSON.parse(message.body);
      if (fits(parsed)) return parsed;
    }
  }
}

test("a bucket without rules shows none", async () => {
  expect((await server.api.get(RULES)).body).toEqual({ queues: [], topics: [] });
});

test("rules name their destinations, and reach them", async () => {
  const { api } = server;
  await api.post("/v1/topics/deletions/subscriptions", {
    protocol: "sqs",
    endpoint: "arn:aws:sqs:us-east-1:000000000000:audit",
    rawDelivery: true,
  });
  const rules = {
    queues: [{ id: "new", queue: "thumbnails", events: ["s3:ObjectCreated:*"], prefix: "in/", suffix: ".jpg" }],
    topics: [{ topic: "deletions", events: ["s3:ObjectRemoved:*"] }],
  };
  const set = await api.put(RULES, rules);
  expect(set.status).toBe(200);
  const shown = {
    queues: [
      {
        id: "new",
        queue: "arn:aws:sqs:us-east-1:000000000000:thumbnails",
        events: ["s3:ObjectCreated:*"],
        prefix: "in/",
        suffix: ".jpg",
      },
    ],
    topics: [
      {
        id: expect.any(String),
        topic: "arn:aws:sns:us-east-1:000000000000:deletions",
        events: ["s3:ObjectRemoved:*"],
      },
    ],
  };
  expect(set.body).toEqual(shown);
  const read = await api.get(RULES);
  expect(read.body).toEqual(shown);
  expect((await api.put(RULES, read.body)).body).toEqual(shown);

  await api.send("PUT", "/v1/buckets/photos/objects/in/my%20cat.jpg", { body: "meow" });
  const created = await receive("thumbnails", ({ Records }) => Records !== undefined);
  expect(created.Records[0]).toMatchObject({
    eventName: "ObjectCreated:Put",
    s3: { configurationId: "new", object: { key: "in/my+cat.jpg", size: 4 } },
  });
  await api.delete("/v1/buckets/photos/objects/in/my%20cat.jpg");
  const removed = await receive("audit", ({ Records }) => Records !== undefined);
  expect(removed.Records[0]).toMatchObject({
    eventName: "ObjectRemoved:Delete",
    s3: { object: { key: "in/my+cat.jpg" } },
  });
});

test("a put can be followed to the queue by its trace", async () => {
  const put = await server.api.send("PUT", "/v1/buckets/photos/objects/in/traced.jpg", { body: "x" });
  await receive("thumbnails", ({ Records }) => Records !== undefined);
  const trace = /1-[0-9a-f]{8}-[0-9a-f]{24}/.exec(put.headers.get("x-amzn-trace-id") ?? "")?.[0];
  const { body } = await server.api.get<{ events: { type: string }[] }>(
    `/v1/playground/events?trace=${encodeURIComponent(trace ?? "")}`,
  );
  expect(body.events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["object.stored", "notification.queued", "message.sent"]),
  );
});

test.each([
  [{ queues: [{ queue: "nowhere", events: ["s3:ObjectCreated:*"] }] }, 400, "InvalidArgument"],
  [{ queues: [{ queue: "thumbnails", events: [] }] }, 400, "ValidationError"],
  [{ queues: [{ queue: "thumbnails", events: ["s3:Nothing"] }] }, 400, "InvalidArgument"],
  [{ functions: [] }, 400, "ValidationError"],
])("rules %j are refused with %i", async (rules, status, code) => {
  const refused = await server.api.put<ProblemBody>(RULES, rules);
  expect([refused.status, refused.body.code]).toEqual([status, code]);
});

test("a bucket that is not there has no rules", async () => {
  expect((await server.api.get("/v1/buckets/nowhere/notifications")).status).toBe(404);
  expect((await server.api.put("/v1/buckets/nowhere/notifications", {})).status).toBe(404);
});

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AlbHandler } from "../../functions/alb.ts";
import type { SweepEvent } from "../../functions/sweep.ts";
import { API_KEY, type Request } from "./support/alb-event.ts";
import { deploy, type FunctionName, importFunction, invoke, throughLoadBalancer } from "./support/packaged.ts";

const NAMES: readonly FunctionName[] = ["buckets", "topics", "queues", "tasks", "playground", "aws"];
const functions = new Map<FunctionName, AlbHandler>();
let worker: (event: SQSEvent) => Promise<SQSBatchResponse>;
let sweep: (event: SweepEvent) => Promise<void>;
let deployment: Awaited<ReturnType<typeof deploy>>;

beforeAll(async () => {
  deployment = await deploy();
  for (const name of NAMES) functions.set(name, (await importFunction<{ handler: AlbHandler }>(name)).handler);
  worker = (await importFunction<{ handler: typeof worker }>("worker")).handler;
  sweep = (await importFunction<{ handler: typeof sweep }>("sweep")).handler;
});
afterAll(() => deployment.remove());

function call(name: FunctionName, request: Request) {
  const handler = functions.get(name);
  if (!handler) throw new Error(`no function ${name}`);
  return invoke(handler, request);
}

/** One of AWS's own clients, in front of the function that speaks its protocol. */
function wireClient(secretAccessKey: string): SQSClient {
  return new SQSClient({
    region: "us-east-1",
    endpoint: "http://skyground-1234567890.us-east-1.elb.amazonaws.com",
    credentials: { accessKeyId: "000000000000", secretAccessKey },
    requestHandler: throughLoadBalancer((request) => call("aws", request)),
    maxAttempts: 1,
  });
}

describe("the packaged functions", () => {
  test("hold no LMDB and nothing of the local server", () => {
    const folder = resolve(import.meta.dirname, "../../dist/functions");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".mjs"));
    expect(files.length).toBeGreaterThan(NAMES.length);
    for (const file of files)
      expect(readFileSync(resolve(folder, file), "utf8")).not.toMatch(/["']lmdb["']|LmdbTableStore|FileBlobStore/);
  });

  test("refuse to serve without an API key", async () => {
    delete process.env.SKYGROUND_API_KEY;
    const refused = await call("queues", { path: "/v1/queues" });
    expect(refused).toMatchObject({ status: 503, json: { code: "NotConfigured" } });
    expect(refused.json.detail).toContain("SKYGROUND_API_KEY");
    process.env.SKYGROUND_API_KEY = "short";
    expect((await call("queues", { path: "/v1/queues" })).status).toBe(503);
    await expect(worker({ Records: [] })).rejects.toThrow("SKYGROUND_API_KEY");
    process.env.SKYGROUND_API_KEY = API_KEY;
    expect((await call("queues", { path: "/v1/queues", headers: { authorization: "" } })).status).toBe(401);
    expect((await call("queues", { path: "/v1/queues" })).status).toBe(200);
    expect((await call("playground", { path: "/v1/health" })).status).toBe(200);
  });

  test("keep a queue: send, receive, hide, delete", async () => {
    const path = "/v1/queues/orders/messages";
    const made = await call("queues", { method: "POST", path: "/v1/queues", json: { name: "orders" } });
    expect(made).toMatchObject({ status: 201, json: { name: "orders" } });
    const body = "hello 🦄".padEnd(300_000, "x");
    const sent = await call("queues", { method: "POST", path, json: { body } });
    expect(sent.status).toBe(201);
    const received = await call("queues", {
      method: "POST",
      path: `${path}/receive`,
      json: { max: 1, waitSeconds: 5 },
    });
    expect(received.json.messages).toMatchObject([{ messageId: sent.json.messageId, receiveCount: 1, body }]);
    expect((await call("queues", { path: "/v1/queues/orders" })).json).toMatchObject({ visible: 0, inFlight: 1 });
    const handle = received.json.messages[0].receiptHandle;
    expect((await call("queues", { method: "DELETE", path: `${path}/${handle}` })).status).toBe(204);
    expect((await call("queues", { path: "/v1/queues/orders" })).json).toMatchObject({ visible: 0, inFlight: 0 });
  });

  test("receive no more than a load balancer carries, over REST and over the wire", async () => {
    await call("queues", { method: "POST", path: "/v1/queues", json: { name: "large" } });
    const path = "/v1/queues/large/messages";
    for (let index = 0; index < 6; index += 1) {
      const json = { body: '{"a":"b"}'.repeat(25_000) };
      expect((await call("queues", { method: "POST", path, json })).status).toBe(201);
    }
    const received = await call("queues", { method: "POST", path: `${path}/receive`, json: { max: 10 } });
    expect(received.status).toBe(200);
    const client = wireClient(API_KEY);
    const QueueUrl = "http://skyground-1234567890.us-east-1.elb.amazonaws.com/000000000000/large";
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    expect([received.json.messages.length, Messages.length]).toEqual([3, 3]);
    expect((await call("queues", { path: "/v1/queues/large" })).json).toMatchObject({ visible: 0, inFlight: 6 });
  });

  test("wait for a message that comes later, from another function's process as it were", async () => {
    await call("queues", { method: "POST", path: "/v1/queues", json: { name: "later" } });
    const path = "/v1/queues/later/messages";
    const waiting = call("queues", { method: "POST", path: `${path}/receive`, json: { max: 1, waitSeconds: 10 } });
    await call("queues", { method: "POST", path, json: { body: "now" } });
    expect((await waiting).json.messages).toMatchObject([{ body: "now" }]);
  });

  test("keep a bucket's objects, whatever their bytes, and refuse what a load balancer can't carry", async () => {
    expect(
      (await call("buckets", { method: "POST", path: "/v1/buckets", json: { name: "uploads-bucket" } })).status,
    ).toBe(201);
    for (const [key, type, size] of [
      ["a/b.bin", "application/octet-stream", 500_000],
      ["c.png", "image/png", 300],
    ] as const) {
      const bytes = randomBytes(size);
      const path = `/v1/buckets/uploads-bucket/objects/${key}`;
      const put = await call("buckets", {
        method: "PUT",
        path,
        bytes,
        headers: { "content-type": type, "x-meta-colour": "blue" },
      });
      expect(put).toMatchObject({ status: 200, json: { size } });
      const got = await call("buckets", { path });
      expect(got.bytes.equals(bytes)).toBe(true);
      expect(got.headers["Content-Type"]).toEqual([type]);
    }
    const large = "/v1/buckets/uploads-bucket/objects/large";
    await call("buckets", { method: "PUT", path: large, bytes: randomBytes(900_000) });
    expect(await call("buckets", { path: large })).toMatchObject({ status: 501, json: { code: "ResponseTooLarge" } });
    expect((await call("buckets", { path: large, headers: { range: "bytes=0-9" } })).bytes).toHaveLength(10);
    const listed = await call("buckets", { path: "/v1/buckets/uploads-bucket/objects", query: { delimiter: "/" } });
    expect(listed.json).toMatchObject({ objects: [{ key: "c.png" }, { key: "large" }], commonPrefixes: ["a/"] });
  });

  test("fan a topic's message out to a queue, through the job queue and the worker", async () => {
    await call("queues", { method: "POST", path: "/v1/queues", json: { name: "inbox" } });
    const { json: queue } = await call("queues", { path: "/v1/queues/inbox" });
    await call("topics", { method: "POST", path: "/v1/topics", json: { name: "news" } });
    const subscribed = await call("topics", {
      method: "POST",
      path: "/v1/topics/news/subscriptions",
      json: { protocol: "sqs", endpoint: queue.arn, rawDelivery: true },
    });
    expect(subscribed.status).toBe(201);
    const published = await call("topics", {
      method: "POST",
      path: "/v1/topics/news/messages",
      json: { message: "hello" },
    });
    expect(published.status).toBe(202);
    await deployment.settle(worker);
    const received = await call("queues", {
      method: "POST",
      path: "/v1/queues/inbox/messages/receive",
      json: { waitSeconds: 5 },
    });
    expect(received.json.messages).toMatchObject([{ body: "hello" }]);
  });

  test("tell what happened, and give a job that failed back to SQS alone", async () => {
    await expect
      .poll(async () => (await call("playground", { path: "/v1/playground/events" })).json.events?.length, {
        timeout: 60_000,
      })
      .toBeGreaterThan(5);
    const record = (messageId: string, body: string) => ({ messageId, body, attributes: {} });
    const good = record("good", JSON.stringify({ playground: "default", root: "default.1", id: "gone" }));
    const event = { Records: [good, record("bad", "no JSON")] } as unknown as SQSEvent;
    expect(await worker(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
  });

  test("sweep, move the clock, and reset", async () => {
    await sweep({ sweep: "playgrounds" });
    await sweep({ sweep: "blobs" });
    const moved = await call("playground", {
      method: "POST",
      path: "/v1/playground/clock",
      json: { advanceSeconds: 30 },
    });
    expect(moved.status).toBe(200);
    expect((await call("playground", { method: "POST", path: "/v1/playground/reset", json: {} })).status).toBeLessThan(
      300,
    );
    expect((await call("queues", { path: "/v1/queues" })).json).toMatchObject({ queues: [] });
  });

  test("speak AWS's own protocol to a client that signs with the API key", async () => {
    const { QueueUrl } = await wireClient(API_KEY).send(new CreateQueueCommand({ QueueName: "wired" }));
    expect(QueueUrl).toBe("http://skyground-1234567890.us-east-1.elb.amazonaws.com/000000000000/wired");
    expect((await call("queues", { path: "/v1/queues/wired" })).status).toBe(200);
    await expect(wireClient("some other secret").send(new CreateQueueCommand({ QueueName: "no" }))).rejects.toThrow(
      "signature",
    );
  });
});

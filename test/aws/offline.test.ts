import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { freePort } from "./support/simulators.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const API_KEY = "a-key-for-serverless-offline";
const START_SECONDS = 120;
/** For what happens in the background: long, since it is only waited for in full when it never comes. */
const PATIENCE = { timeout: 120_000, interval: 200 };

let child: ChildProcess;
let url: string;
let folder: string;
let output = "";

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skyground-offline-"));
  const names = ["albPort", "lambdaPort", "httpPort", "websocketPort"];
  const ports = await Promise.all(names.map(freePort));
  const flags = names.flatMap((name, index) => [`--${name}`, String(ports[index])]);
  const command = ["deploy/node_modules/serverless/bin/serverless.js", "offline", "start", ...flags];
  child = spawn(process.execPath, command, {
    cwd: ROOT,
    env: { ...process.env, SKYGROUND_DATA: folder, SKYGROUND_API_KEY: API_KEY },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  url = `http://127.0.0.1:${ports[0]}`;
  await started();
}, START_SECONDS * 1500);

afterAll(async () => {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  await rm(folder, { recursive: true, force: true });
});

async function started(): Promise<void> {
  const until = Date.now() + START_SECONDS * 1000;
  while (Date.now() < until && child.exitCode === null) {
    const answer = await fetch(`${url}/v1/health`).catch(() => undefined);
    if (answer?.ok) return;
    await pause(200);
  }
  throw new Error(`serverless offline did not start:\n${output}`);
}

interface Sent {
  readonly json?: unknown;
  readonly bytes?: Uint8Array<ArrayBuffer>;
  readonly type?: string;
}

async function call(method: string, path: string, { json, bytes, type = "application/json" }: Sent = {}) {
  const body = bytes ?? (json === undefined ? undefined : JSON.stringify(json));
  const headers = { authorization: `Bearer ${API_KEY}`, ...(body === undefined ? {} : { "content-type": type }) };
  const answer = await fetch(url + path, { method, headers, ...(body === undefined ? {} : { body }) });
  const got = Buffer.from(await answer.arrayBuffer());
  const isJson = (answer.headers.get("content-type") ?? "").includes("json");
  return { status: answer.status, bytes: got, json: isJson ? JSON.parse(got.toString()) : undefined };
}

describe("serverless offline", () => {
  test("asks for the key", async () => {
    expect((await fetch(`${url}/v1/queues`)).status).toBe(401);
  });

  test("keeps queues", async () => {
    expect((await call("POST", "/v1/queues", { json: { name: "orders" } })).status).toBe(201);
    const path = "/v1/queues/orders/messages";
    const waiting = call("POST", `${path}/receive`, { json: { max: 1, waitSeconds: 10 } });
    const sent = await call("POST", path, { json: { body: "grüße 🦄" } });
    expect(sent.status).toBe(201);
    const { messages } = (await waiting).json;
    expect(messages).toMatchObject([{ messageId: sent.json.messageId, body: "grüße 🦄" }]);
    expect((await call("DELETE", `${path}/${messages[0].receiptHandle}`)).status).toBe(204);
  });

  test("fans a topic's messages out, through the worker function", async () => {
    const { json: queue } = await call("POST", "/v1/queues", { json: { name: "inbox" } });
    await call("POST", "/v1/topics", { json: { name: "news" } });
    const subscription = { protocol: "sqs", endpoint: queue.arn, rawDelivery: true };
    expect((await call("POST", "/v1/topics/news/subscriptions", { json: subscription })).status).toBe(201);
    expect((await call("POST", "/v1/topics/news/messages", { json: { message: "hello" } })).status).toBe(202);
    const receive = () => call("POST", "/v1/queues/inbox/messages/receive", { json: { waitSeconds: 5 } });
    // The worker delivers it when the machine lets it.
    const received = await vi.waitUntil(async () => (await receive()).json.messages.at(0), PATIENCE);
    expect(received).toMatchObject({ body: "hello" });
  });

  test.each([
    ["application/octet-stream", "a/b/c.bin"],
    ["image/png", "picture.png"],
    ["text/plain", "text"],
  ])("keeps every byte of an object of type %s", async (type, key) => {
    await call("POST", "/v1/buckets", { json: { name: "uploads-bucket" } });
    const path = `/v1/buckets/uploads-bucket/objects/${key}`;
    const bytes = new Uint8Array(randomBytes(100_000));
    expect(await call("PUT", path, { bytes, type })).toMatchObject({ status: 200, json: { size: bytes.length } });
    const got = await call("GET", path);
    expect(got.bytes.equals(bytes)).toBe(true);
  });

  test("has every key that S3 has, in paths as they were sent", async () => {
    await call("POST", "/v1/buckets", { json: { name: "keys-bucket" } });
    const keys = [
      "a/b/c/d/e/f/g/h/i/j/k/l/m.txt",
      "trailing/",
      "1%2B1%20=%202",
      "why%3F",
      "a//b",
      "caf%C3%A9/%F0%9F%A6%84",
      "100%25",
    ];
    for (const key of keys) {
      const path = `/v1/buckets/keys-bucket/objects/${key}`;
      const put = await call("PUT", path, { bytes: new Uint8Array([1, 2, 3]), type: "text/plain" });
      expect([put.status, put.json?.key]).toEqual([200, decodeURIComponent(key)]);
      expect((await call("GET", path)).bytes).toEqual(Buffer.from([1, 2, 3]));
    }
    const listed = await call("GET", "/v1/buckets/keys-bucket/objects?prefix=1%2B1%20");
    expect(listed.json.objects).toMatchObject([{ key: "1+1 = 2" }]);
  });

  test("runs tasks", async () => {
    const json = { image: "skyground/web", cpu: 256, memory: 512, count: 2 };
    const launched = await call("POST", "/v1/tasks", { json });
    expect(launched.status).toBe(201);
    const ids: string[] = launched.json.tasks.map(({ id }: { id: string }) => id);
    for (const id of ids) {
      await expect.poll(async () => (await call("GET", `/v1/tasks/${id}`)).json.status, PATIENCE).toBe("RUNNING");
      const { address } = (await call("GET", `/v1/tasks/${id}`)).json;
      expect(await (await fetch(address)).json()).toMatchObject({ task: id });
      expect((await call("DELETE", `/v1/tasks/${id}`)).status).toBeLessThan(300);
    }
  });

  test("tells of a path that nobody has", async () => {
    expect(await call("GET", "/v1/nothing")).toMatchObject({ status: 404 });
  });
});

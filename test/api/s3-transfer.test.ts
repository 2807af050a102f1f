import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { startTestServer, type TestServer } from "./support/server.ts";
import { type TemporaryFolder, temporaryFolder } from "./support/temporary-folder.ts";

const CHUNK = 64 * 1024;
const CHUNKS = 1024;

let folder: TemporaryFolder;
let server: TestServer;
beforeAll(async () => {
  folder = await temporaryFolder();
  server = await startTestServer({ adapters: "lmdb", dataFolder: folder.path });
  await server.api.post("/v1/buckets", { name: "large" });
});
afterAll(async () => {
  await server.close();
  await folder.remove?.();
});

const at = (key: string) => `/v1/buckets/large/objects/${key}`;

/** Bytes that differ from chunk to chunk, so that a lost or swapped one shows. */
function chunkOf(index: number): Buffer {
  const chunk = Buffer.alloc(CHUNK, index % 251);
  chunk.writeUInt32BE(index);
  return chunk;
}

/** 64 MiB, made as fast as they are read. */
function generated(hash: { update(bytes: Uint8Array): unknown }): ReadableStream<Uint8Array> {
  let index = 0;
  return new ReadableStream({
    pull(controller) {
      if (index === CHUNKS) return controller.close();
      const chunk = chunkOf(index);
      index += 1;
      hash.update(chunk);
      controller.enqueue(chunk);
    },
  });
}

/** Files below the data folder, those of the rows' store left out. */
async function blobFiles(): Promise<string[]> {
  const entries = await readdir(folder.path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !/\.(mdb|mdb-lock|lock|log)$|-lock$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

test("64 MiB stream up and down, and come back as they went", { timeout: 180_000 }, async () => {
  const sent = createHash("md5");
  const put = await server.api.send<{ etag: string; size: number }>("PUT", at("big.bin"), { body: generated(sent) });
  expect(put.status).toBe(200);
  const digest = sent.digest("hex");
  expect(put.body).toEqual({ key: "big.bin", etag: `"${digest}"`, size: CHUNKS * CHUNK });
  const response = await server.api.fetch(at("big.bin"));
  expect(response.headers.get("content-length")).toBe(String(CHUNKS * CHUNK));
  const received = createHash("md5");
  for await (const chunk of response.body ?? []) received.update(chunk);
  expect(received.digest("hex")).toBe(digest);
  const middle = await server.api.fetch(at("big.bin"), {
    headers: { range: `bytes=${500 * CHUNK}-${501 * CHUNK - 1}` },
  });
  expect(Buffer.from(await middle.arrayBuffer()).equals(chunkOf(500))).toBe(true);
  const copied = await server.api.post(`/v1/buckets/large/copy`, {
    from: { bucket: "large", key: "big.bin" },
    key: "copy.bin",
  });
  expect(copied.body).toMatchObject({ etag: `"${digest}"` });
});

test("a slow reader holds up the file, not the memory", async () => {
  const response = await server.api.fetch(at("big.bin"));
  const reader = response.body?.getReader();
  await reader?.read();
  const before = process.memoryUsage().arrayBuffers;
  // Other requests are served while the first stands still with 64 MiB to go.
  for (let index = 0; index < 20; index += 1) await server.api.head(at("big.bin"));
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan((CHUNKS * CHUNK) / 4);
  await reader?.cancel();
});

test("a put that is refused is refused before its bytes are sent", async () => {
  const tries = [
    ["/v1/buckets/nowhere/objects/a", {}, 404],
    [at("x".repeat(1025)), {}, 400],
    [at("big.bin"), { "if-none-match": "*" }, 412],
    [at("a"), { "content-length": String(5 * 1024 ** 3 + 1) }, 413],
    [at("a"), { "x-meta-note": "x".repeat(3000) }, 400],
  ] as const;
  for (const [path, headers, expected] of tries) {
    const status = await new Promise<number>((resolve, reject) => {
      const put = request(
        {
          port: server.port,
          host: "127.0.0.1",
          method: "PUT",
          path,
          headers: { "content-length": String(CHUNK * CHUNKS), ...headers, expect: "100-continue" },
        },
        (response) => {
          resolve(response.statusCode ?? 0);
          put.destroy();
        },
      );
      put.on("continue", () => reject(new Error("the server asked for the bytes")));
      put.on("error", reject);
      put.flushHeaders();
    });
    expect(status).toBe(expected);
  }
});

test("an upload that breaks off leaves no object and no bytes", async () => {
  const before = await blobFiles();
  await new Promise<void>((resolve) => {
    const put = request({
      port: server.port,
      host: "127.0.0.1",
      method: "PUT",
      path: at("broken.bin"),
      headers: { "content-length": String(CHUNK * CHUNKS) },
    });
    put.on("error", () => {});
    put.on("close", () => resolve());
    put.write(chunkOf(0));
    put.write(chunkOf(1), () => put.destroy());
  });
  await expect.poll(blobFiles).toEqual(before);
  const gone = await server.api.get<ProblemBody>(at("broken.bin"));
  expect([gone.status, gone.body.code]).toEqual([404, "NoSuchKey"]);
});

test("an overwritten or deleted object leaves no bytes", async () => {
  const before = await blobFiles();
  const body = "x".repeat(CHUNK);
  await server.api.send("PUT", at("once"), { body });
  expect(await blobFiles()).toHaveLength(before.length + 1);
  await server.api.send("PUT", at("once"), { body: `${body}!` });
  await server.api.send("PUT", at("twice"), { body });
  await server.api.send("PUT", at("twice"), { body: "small" });
  await server.api.delete(at("once"));
  await expect.poll(blobFiles).toEqual(before);
});

test("an object survives the server", async () => {
  await server.api.send("PUT", at("kept"), { body: "kept", headers: { "x-meta-colour": "blue" } });
  await server.close();
  server = await startTestServer({ adapters: "lmdb", dataFolder: folder.path });
  const { text, headers } = await server.api.get(at("kept"));
  expect([text, headers.get("x-meta-colour")]).toEqual(["kept", "blue"]);
});

import { describe, expect, onTestFinished, test } from "vitest";
import { Client } from "../../extension/src/api/client.ts";
import { ProblemError, UnreachableError } from "../../extension/src/api/problem.ts";
import { startTestServer } from "../api/support/server.ts";

describe("the extension's client", () => {
  test("throws a refusal with the server's own sentence", async () => {
    await using server = await startTestServer();
    const client = new Client({ baseUrl: server.url });
    const refusal = client.call("getQueue", { path: { queue: "nowhere" } });
    await expect(refusal).rejects.toBeInstanceOf(ProblemError);
    await expect(refusal).rejects.toMatchObject({ status: 404, message: expect.stringContaining("queue") });
  });

  test("says which field of a request is wrong", async () => {
    await using server = await startTestServer();
    const client = new Client({ baseUrl: server.url });
    const refusal = client.call("createQueue", { body: { name: "orders", delaySeconds: -1 } });
    await expect(refusal).rejects.toThrow(/delaySeconds/);
  });

  test("says that nothing answers, and what to do", async () => {
    const server = await startTestServer();
    await server.close();
    const client = new Client({ baseUrl: server.url });
    await expect(client.call("getHealth")).rejects.toThrow(/Nothing answers at http:.*Start the playground/);
  });

  test("does not take another server for a playground", async () => {
    const other = async () => new Response("<html>", { headers: { "content-type": "text/html" } });
    const client = new Client({ baseUrl: "http://127.0.0.1:1", fetch: other });
    await expect(client.call("getHealth")).rejects.toBeInstanceOf(UnreachableError);
  });

  test("sends its key", async () => {
    await using server = await startTestServer({ apiKey: "secret-key" });
    const right = new Client({ baseUrl: `${server.url}/`, apiKey: "secret-key" });
    expect(await right.call("getPlayground")).toMatchObject({ account: "000000000000" });
    const wrong = new Client({ baseUrl: server.url, apiKey: "guess" });
    await expect(wrong.call("getPlayground")).rejects.toMatchObject({ status: 401 });
  });

  test("tells an object that isn't there from one that it can't ask for", async () => {
    await using server = await startTestServer({ apiKey: "secret-key" });
    const client = new Client({ baseUrl: server.url, apiKey: "secret-key" });
    await client.call("createBucket", { body: { name: "uploads-bucket" } });
    const path = { bucket: "uploads-bucket", key: "a.txt" };
    expect(await client.objectHeaders({ path })).toBeUndefined();
    const stranger = new Client({ baseUrl: server.url, apiKey: "guess" });
    await expect(stranger.objectHeaders({ path })).rejects.toThrow(/401/);
  });

  test.each(["a/b c/ü%.bin", "deep/../up", "?query#mark"])("brings the bytes of %s back as they were", async (key) => {
    const server = await startTestServer();
    onTestFinished(() => server.close());
    const client = new Client({ baseUrl: server.url });
    await client.call("createBucket", { body: { name: "uploads-bucket" } });
    const bytes = new Uint8Array([0, 255, 128, 10, 13]);
    const path = { bucket: "uploads-bucket", key };
    await client.call("putObject", { path, body: bytes });
    const { objects } = await client.call("listObjects", { path: { bucket: "uploads-bucket" } });
    expect(objects.map((object) => object.key)).toEqual([key]);
    expect(await client.call("getObject", { path })).toEqual(bytes);
  });
});

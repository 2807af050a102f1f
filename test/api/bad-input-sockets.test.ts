import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { BODY_IDLE_SECONDS, UNREAD_BODY_SECONDS } from "../../functions/local/limits.ts";
import { startEchoServer } from "./support/echo-service.ts";
import { RawConnection } from "./support/raw.ts";
import type { TestServer } from "./support/server.ts";

let server: TestServer;
beforeEach(async () => {
  server = await startEchoServer();
});
afterEach(async () => {
  vi.useRealTimers();
  await server.close();
});

/** From here on the server's timeouts pass when the test says so. */
function holdTime(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
}

/** Lets the server take in what was sent, and then this much time pass. */
async function pass(seconds: number): Promise<void> {
  await server.quiet();
  await server.quiet();
  vi.advanceTimersByTime(seconds * 1000);
}

const head = (method: string, path: string, ...more: string[]) => [
  `${method} ${path} HTTP/1.1`,
  `Host: 127.0.0.1:${server.port}`,
  ...more,
];
const json = "Content-Type: application/json";
const isAlive = async () =>
  expect(await server.api.get("/v1/notes")).toMatchObject({ status: 200, body: { notes: 0 } });

describe("a body that stops half-way", () => {
  it.each([
    ["short JSON", "/v1/notes", "POST", 20],
    ["long JSON", "/v1/notes", "POST", 1_000_000],
    ["bytes", "/v1/bytes/k", "PUT", 1_000_000],
  ])("leaves nothing behind when the client goes: %s", async (_name, path, method, length) => {
    await using connection = new RawConnection(server.port);
    connection.request(head(method, path, json, `Content-Length: ${length}`), '{"text":"a"');
    await server.quiet();
    connection.socket.resetAndDestroy();
    await connection.ended();
    await isAlive();
    expect(await server.blobs()).toEqual([]);
  });

  it.each([
    ["short JSON", "/v1/notes", "POST", 20],
    ["long JSON", "/v1/notes", "POST", 1_000_000],
    ["bytes", "/v1/bytes/k", "PUT", 1_000_000],
  ])("is given up when it stands still: %s", async (_name, path, method, length) => {
    holdTime();
    await using connection = new RawConnection(server.port);
    connection.request(head(method, path, json, `Content-Length: ${length}`), '{"text":"a"');
    await pass(BODY_IDLE_SECONDS - 1);
    expect(connection.received).toBe("");
    await pass(1);
    const answer = await connection.until(/"requestId":/);
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
    expect(answer).toContain('"code":"RequestTimeout"');
    await pass(UNREAD_BODY_SECONDS);
    await connection.ended();
    await isAlive();
    expect(await server.blobs()).toEqual([]);
  });

  it.each([
    ["short JSON", "/v1/notes", "POST", '{"text":"abcd"}', '"text":"abcd"'],
    ["long JSON", "/v1/notes", "POST", `{"text":"${"x".repeat(100_000)}"}`, '"notes":1'],
    ["bytes", "/v1/bytes/k", "PUT", "abcdef", '"size":6'],
  ])("is no stall as long as something comes: %s", async (_name, path, method, body, words) => {
    holdTime();
    await using connection = new RawConnection(server.port);
    connection.request(head(method, path, json, `Content-Length: ${body.length}`));
    const third = Math.ceil(body.length / 3);
    for (const start of [0, third, 2 * third]) {
      await pass(BODY_IDLE_SECONDS - 1);
      connection.write(body.slice(start, start + third));
    }
    expect(await connection.until(/"(md5|notes)"/)).toContain(words);
  });

  it("is given up when its chunks stand still", async () => {
    holdTime();
    await using connection = new RawConnection(server.port);
    connection.request(head("PUT", "/v1/bytes/k", "Transfer-Encoding: chunked"), "5\r\nhello\r\n");
    await pass(BODY_IDLE_SECONDS);
    expect(await connection.until(/"requestId":/)).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("bytes that are no HTTP", () => {
  it.each([
    ["nonsense", "hello\r\n\r\n"],
    ["a TLS greeting", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["no Host", "GET /v1/notes HTTP/1.1\r\n\r\n"],
    ["a length twice", "POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n"],
    [
      "length and chunks",
      "POST /v1/notes HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
    ["a bare line feed in a header", "GET /v1/notes HTTP/1.1\r\nHost: a\nX: y\r\n\r\n"],
  ])("are refused: %s", async (_name, text) => {
    await using connection = new RawConnection(server.port);
    connection.write(text);
    expect(await connection.ended()).toMatch(/^HTTP\/1\.1 400 /);
    await isAlive();
  });

  it("are refused in the middle of a body", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(head("PUT", "/v1/bytes/k", "Transfer-Encoding: chunked"), "5\r\nhello\r\nzz\r\n");
    expect(await connection.ended()).toMatch(/^HTTP\/1\.1 400 /);
    await isAlive();
    expect(await server.blobs()).toEqual([]);
  });

  it("are refused when the headers are huge", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(head("GET", "/v1/notes", `X-Long: ${"x".repeat(20_000)}`));
    const answer = await connection.ended();
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('"code":"RequestHeaderFieldsTooLarge"');
    await isAlive();
  });
});

describe("a refused body", () => {
  it("is not asked for when the client waits to be asked", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(head("POST", "/v1/notes", json, "Content-Length: 99000000", "Expect: 100-continue"));
    const answer = await connection.until(/"requestId":/);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("is asked for when it is wanted", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(head("POST", "/v1/notes", json, "Content-Length: 12", "Expect: 100-continue"));
    await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    connection.write('{"text":"a"}');
    expect(await connection.until(/"notes":1/)).toContain("HTTP/1.1 201 Created");
  });

  it("that is still sent ends the connection, after the answer could be read", async () => {
    holdTime();
    await using connection = new RawConnection(server.port);
    connection.request(head("POST", "/v1/nowhere", json, "Content-Length: 99000000"), "x".repeat(1000));
    expect(await connection.until(/"requestId":/)).toMatch(/^HTTP\/1\.1 404 /);
    await pass(UNREAD_BODY_SECONDS);
    expect(await connection.ended()).not.toContain("HTTP/1.1 400");
  });

  it("that is short does not cost the connection", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(head("POST", "/v1/nowhere", json, "Content-Length: 12"), '{"text":"a"}');
    await connection.until(/"requestId":/);
    connection.request(head("GET", "/v1/notes"));
    expect(await connection.until(/"notes":0/)).toContain("HTTP/1.1 200 OK");
  });
});

describe("paths as clients send them", () => {
  it.each([
    ["/v1/bytes/a//b/../c/", "a//b/../c/"],
    ["/v1/bytes/a%2Fb", "a/b"],
    ["http://elsewhere.example/v1/bytes/k", "k"],
  ])("reach the handler byte for byte: %s", async (path, key) => {
    await using connection = new RawConnection(server.port);
    connection.request(head("PUT", path, "Content-Length: 1"), "x");
    expect(await connection.until(/"md5"/)).toContain(`"key":"${key}"`);
  });

  it.each(["/v1/bytes/na\xc3\xafve", "/v1/bytes/\xff"])("must be percent-encoded beyond ASCII: %j", async (path) => {
    await using connection = new RawConnection(server.port);
    connection.request(head("PUT", path, "Content-Length: 1"), "x");
    const answer = await connection.ended();
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain("must be percent-encoded");
  });
});

import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EchoLog } from "./support/echo-service.ts";
import { md5, startEchoServer } from "./support/echo-service.ts";
import { RawConnection } from "./support/raw.ts";
import type { TestServer } from "./support/server.ts";

const MIB = 1024 * 1024;
const log: EchoLog = { aborted: [], closed: [] };
let server: TestServer;
beforeAll(async () => {
  server = await startEchoServer({}, log);
});
afterAll(() => server.close());

const host = () => `Host: 127.0.0.1:${server.port}`;

describe("every answer", () => {
  it("names its request and begins a trace in AWS's form", async () => {
    const { headers } = await server.api.get("/v1/notes");
    expect(headers.get("x-request-id")).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(headers.get("x-amzn-trace-id")).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
  });

  it("goes on with the client's trace", async () => {
    const trace = "1-67891233-abcdef012345678912345678";
    for (const given of [
      `Root=${trace}`,
      `Self=1-67891234-12456789abcdef012345678;Root=${trace};Sampled=1`,
      `Root=${trace.toUpperCase()}`,
    ]) {
      const { headers } = await server.api.get("/v1/notes", { "x-amzn-trace-id": given });
      expect(headers.get("x-amzn-trace-id")).toBe(`Root=${trace}`);
    }
  });

  it.each(["nonsense", "Root=1-xyz-abc", "Root=", ""])(
    "begins its own trace when the client's is none: %s",
    async (given) => {
      const { headers } = await server.api.get("/v1/notes", { "x-amzn-trace-id": given });
      expect(headers.get("x-amzn-trace-id")).toMatch(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
    },
  );

  it("tells the handler parameters, query, region, headers and the address that was used", async () => {
    const { body } = await server.api.get("/v1/echo/a%20b?limit=7&q=x+y&region=eu-west-1", { "X-Colour": "blue" });
    expect(body).toEqual({
      id: "a b",
      limit: 7,
      q: "x y",
      region: "eu-west-1",
      colour: "blue",
      baseUrl: server.url,
      account: "000000000000",
    });
  });

  it("may be a list across all regions", async () => {
    expect(await server.api.get("/v1/notes?region=*")).toMatchObject({ status: 200 });
  });

  it("comes without its body on HEAD, with the same headers", async () => {
    await using connection = new RawConnection(server.port);
    connection.request(["HEAD /v1/echo/a HTTP/1.1", host(), "Connection: close"]);
    const answer = await connection.ended();
    const { text } = await server.api.get("/v1/echo/a");
    expect(answer).toContain(`Content-Length: ${Buffer.byteLength(text)}\r\n`);
    expect(answer).toMatch(/\r\n\r\n$/);
  });

  it("comes one after another on one connection, in order", async () => {
    await using connection = new RawConnection(server.port);
    for (const id of ["first", "second"]) connection.request([`GET /v1/echo/${id} HTTP/1.1`, host()]);
    expect(await connection.until(/"id":"second"/)).toMatch(/"id":"first".*HTTP\/1\.1 200 OK/s);
  });
});

describe("bytes", () => {
  it("stream up and down", async () => {
    const bytes = new Uint8Array(Buffer.alloc(20 * MIB, "abc"));
    const stored = await server.api.send("PUT", "/v1/bytes/a", { body: bytes });
    expect(stored.body).toEqual({ key: "a", size: bytes.length, md5: md5(bytes) });
    const given = await server.api.get(`/v1/bytes/${20 * MIB}`);
    expect(given.text.length).toBe(20 * MIB);
    expect(given.headers.get("content-length")).toBe(String(20 * MIB));
  });

  it("can't act as a page of this server", async () => {
    const { headers } = await server.api.get("/v1/bytes/3");
    expect(headers.get("content-security-policy")).toBe("sandbox");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("are made no faster than the client reads, and no more when it goes", async () => {
    const size = 1024 * MIB;
    await using connection = new RawConnection(server.port);
    connection.request([`GET /v1/bytes/${size} HTTP/1.1`, host()]);
    await connection.until(/\r\n\r\nx/);
    connection.socket.pause();
    await server.quiet();
    expect(log.closed).not.toContain(String(size));
    connection.socket.destroy();
    await expect.poll(() => log.closed).toContain(String(size));
  });

  it("are closed when only their headers were asked for", async () => {
    const { headers } = await server.api.head("/v1/bytes/123456");
    expect(headers.get("content-length")).toBe("123456");
    expect(log.closed).toContain("123456");
  });

  it("that break off end the connection, so that nobody takes half for the whole", async () => {
    await expect(server.api.get("/v1/broken-stream")).rejects.toThrow();
    expect(server.errors.splice(0)).toMatchObject([{ message: "the disk is gone" }]);
  });
});

describe("bytes that are not what was promised", () => {
  it("are an error while there is time to say so", async () => {
    expect(await server.api.get("/v1/unopened-stream")).toMatchObject({ status: 500, body: { code: "InternalError" } });
    expect(server.errors.splice(0)).toMatchObject([{ message: "the disk is gone" }]);
  });

  it("end the connection when they are too few", async () => {
    await expect(server.api.get("/v1/short-stream")).rejects.toThrow();
    expect(server.errors.splice(0)).toMatchObject([{ code: "ERR_HTTP_CONTENT_LENGTH_MISMATCH" }]);
  });
});

describe("a client that goes away", () => {
  it("ends what waits for it", async () => {
    const client = new AbortController();
    const waiting = server.api.send("POST", "/v1/wait", { signal: client.signal });
    await server.quiet();
    client.abort();
    await expect(waiting).rejects.toThrow();
    await expect.poll(() => log.aborted).toEqual(["wait"]);
  });
});

describe("an Idempotency-Key", () => {
  const send = (text: string, key: string) =>
    server.api.post<{ id: string; notes: number }>("/v1/notes", { text }, { "idempotency-key": key });

  it("gets the same answer again and changes nothing, whatever else happens between", async () => {
    const first = await send("a", "key-1");
    await server.api.post("/v1/notes", { text: "between" });
    const again = await send("a", "key-1");
    expect(again.body).toEqual(first.body);
    const { body } = await server.api.get<{ notes: number }>("/v1/notes");
    expect(body.notes).toBe(first.body.notes + 1);
  });

  it("gets one answer when both come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send("a", "key-2")));
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  });

  it("is refused with another request", async () => {
    await send("a", "key-3");
    expect(await send("b", "key-3")).toMatchObject({ status: 422, body: { code: "IdempotencyKeyReused" } });
  });

  it("is kept apart by region", async () => {
    const first = await send("a", "key-4");
    const headers = { "idempotency-key": "key-4" };
    const elsewhere = await server.api.post<{ id: string }>("/v1/notes?region=eu-west-1", { text: "a" }, headers);
    expect(elsewhere.body.id).not.toBe(first.body.id);
  });

  it.each(["", "x".repeat(256)])("has 1 to 255 characters", async (key) => {
    expect(await send("a", key)).toMatchObject({ status: 400, body: { code: "InvalidIdempotencyKey" } });
    expect(await send("a", "y".repeat(255))).toMatchObject({ status: 201 });
  });
});

describe("closing", () => {
  it("answers what waits, ends idle connections and frees the port", async () => {
    const closing = await startEchoServer();
    const idle = new RawConnection(closing.port);
    await once(idle.socket, "connect");
    const waiting = closing.api.post("/v1/wait");
    await closing.quiet();
    await closing.close();
    expect(await waiting).toMatchObject({ status: 503, body: { code: "ServiceUnavailable" } });
    await idle.ended();
    await expect(closing.api.get("/v1/notes")).rejects.toThrow();
  });
});

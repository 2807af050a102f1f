import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isLoopback, refusalToStart } from "../../functions/local/safety.ts";
import { startEchoServer } from "./support/echo-service.ts";
import { RawConnection } from "./support/raw.ts";
import type { TestServer } from "./support/server.ts";

const KEY = "a-long-secret";

let open: TestServer;
let keyed: TestServer;
beforeAll(async () => {
  open = await startEchoServer();
  keyed = await startEchoServer({ apiKey: KEY });
});
afterAll(() => Promise.all([open.close(), keyed.close()]));

/** fetch sets Host and Origin itself: what a browser sends has to be written by hand. */
async function ask(server: TestServer, headers: readonly string[], path = "/v1/notes"): Promise<string> {
  await using connection = new RawConnection(server.port);
  connection.request([`GET ${path} HTTP/1.1`, ...headers, "Connection: close"]);
  return await connection.ended();
}

describe("without a key, the Host", () => {
  it.each([
    "127.0.0.1",
    "127.0.0.1:4566",
    "127.1.2.3",
    "localhost",
    "LOCALHOST:1",
    "[::1]:9",
    "my-bucket.localhost",
    "b01.s3.us-east-1.amazonaws.com",
  ])("%s is this machine's own", async (host) => {
    expect(await ask(open, [`Host: ${host}`])).toContain("HTTP/1.1 200");
  });

  it.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "s3.amazonaws.com.evil.example",
    "ec2-10-0-0-1.compute.amazonaws.com",
    "notlocalhost",
    "10.0.0.1",
  ])("%s is foreign: a web page's name that was made to point here", async (host) => {
    for (const path of ["/v1/notes", "/v1/nowhere", "/"]) {
      const answer = await ask(open, [`Host: ${host}`], path);
      expect(answer).toContain("HTTP/1.1 403");
      expect(answer).toContain('"code":"ForeignHost"');
    }
  });

  it.each(["", "a b", "<script>", "127.0.0.1:port", "user@127.0.0.1"])("%j is none", async (host) => {
    expect(await ask(open, [`Host: ${host}`])).toMatch(/HTTP\/1\.1 40[03]/);
  });

  it("must be there, even for HTTP/1.0", async () => {
    await using connection = new RawConnection(open.port);
    connection.write("GET /v1/notes HTTP/1.0\r\n\r\n");
    expect(await connection.ended()).toContain("HTTP/1.1 403");
  });
});

describe("the Origin", () => {
  it.each([
    "https://evil.example",
    "null",
    "http://127.0.0.1",
    "http://localhost:3000",
    "http://127.0.0.1:4566.evil.example",
    "",
  ])("%j is another page's", async (origin) => {
    for (const server of [open, keyed]) {
      const answer = await ask(server, ["Host: 127.0.0.1:4566", `Origin: ${origin}`, `Authorization: Bearer ${KEY}`]);
      expect(answer).toContain("HTTP/1.1 403");
      expect(answer).toContain('"code":"ForeignOrigin"');
    }
  });

  it("is this server's own when it is the Host", async () => {
    const headers = ["Host: 127.0.0.1:4566", "Origin: http://127.0.0.1:4566"];
    expect(await ask(open, headers)).toContain("HTTP/1.1 200");
  });

  it("never gets leave to come back with more: no preflight is granted", async () => {
    const preflight = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST" };
    const answer = await open.api.send("OPTIONS", "/v1/notes", { headers: preflight });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe("with a key", () => {
  it("the right one opens", async () => {
    expect(await keyed.api.get("/v1/notes")).toMatchObject({ status: 200 });
    expect(await ask(keyed, ["Host: a", `authorization: bearer  ${KEY}`])).toContain("HTTP/1.1 200");
  });

  it.each([
    [[]],
    [["Authorization: Bearer wrong"]],
    [[`Authorization: Bearer ${KEY}x`]],
    [["Authorization: Bearer "]],
    [[`Authorization: Basic ${KEY}`]],
    [[`Authorization: ${KEY}`]],
    [[`X-Api-Key: ${KEY}`]],
    [["Authorization: Bearer wrong", `Authorization: Bearer ${KEY}`]],
  ])("%j does not", async (headers) => {
    for (const path of ["/v1/notes", "/v1/nowhere", "/v1/health/x"]) {
      const answer = await ask(keyed, ["Host: 127.0.0.1", ...headers], path);
      expect(answer).toContain("HTTP/1.1 401");
      expect(answer.toLowerCase()).toContain('www-authenticate: bearer realm="skyground"');
      expect(answer).not.toContain(KEY);
    }
  });

  it("health needs none", async () => {
    expect(await ask(keyed, ["Host: 127.0.0.1"], "/v1/health")).not.toContain("HTTP/1.1 401");
  });

  it("any Host is taken: a stranger's page has no key", async () => {
    const headers = ["Host: classroom.example", `Authorization: Bearer ${KEY}`];
    expect(await ask(keyed, headers)).toContain("HTTP/1.1 200");
  });

  it("the landing page shows nothing that the API would not", async () => {
    const answer = await ask(keyed, ["Host: classroom.example", "Accept: text/html"], "/");
    expect(answer).toContain("asks for a key");
    expect(answer).not.toContain("In the playground now");
  });
});

describe("starting", () => {
  it.each(["0.0.0.0", "::", "192.168.1.5", "example.com"])("on %s without a key is refused", async (host) => {
    await expect(startEchoServer({ host })).rejects.toThrow("Set SKYGROUND_API_KEY");
    expect(refusalToStart({ host, apiKey: KEY })).toBeUndefined();
  });

  it.each(["127.0.0.1", "localhost", "::1"])("on %s needs none", (host) => {
    expect(refusalToStart({ host, apiKey: undefined })).toBeUndefined();
  });

  it.each(["", " ", "two words", "schlüssel"])("with a key that can't be sent (%j) is refused", (apiKey) => {
    expect(refusalToStart({ host: "127.0.0.1", apiKey })).toContain("SKYGROUND_API_KEY must");
  });

  it("on every address works with a key", async () => {
    await using server = await startEchoServer({ host: "0.0.0.0", apiKey: KEY });
    expect(await server.api.get("/v1/notes")).toMatchObject({ status: 200 });
  });

  it("knows this machine's own addresses", () => {
    const own = ["127.0.0.1", "127.255.0.9", "localhost", "a.b.localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"];
    expect(own.filter((host) => !isLoopback(host))).toEqual([]);
    const others = ["0.0.0.0", "::", "128.0.0.1", "127.0.0.1.nip.io", "localhost.evil", "127.1", ""];
    expect(others.filter(isLoopback)).toEqual([]);
  });
});

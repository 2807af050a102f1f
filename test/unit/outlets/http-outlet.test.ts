import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { HttpOutlet } from "../../../shared/adapters/http-out/http-outlet.ts";
import { refusalOf } from "../../../shared/adapters/http-out/reach.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { delivery } from "../../ports/delivery-gateway.ts";
import { type Answer, listen, startEndpoint } from "../../support/endpoint.ts";
import { startTlsFront } from "../../support/tls-front.ts";

const outlet = new HttpOutlet({ reach: "everywhere" });
const hasty = new HttpOutlet({ reach: "everywhere", timeoutMilliseconds: 150 });
const post = (to: string, more = {}) => delivery("a", { kind: "http", to, text: "grüße", ...more });

/** How a try ended that did not get through: for good, or for now. */
async function failing(sending: Promise<unknown>) {
  const error = await sending.then(
    () => undefined,
    (reason: Error) => reason,
  );
  return { reason: error?.message, final: error instanceof ServiceError && error.status < 500 };
}

describe("a delivery over HTTP", () => {
  test("is a POST of the text with its headers, and answered with what the endpoint said", async () => {
    await using endpoint = await startEndpoint();
    const headers = { "content-type": "text/plain; charset=UTF-8", "x-amz-sns-message-type": "Notification" };
    const outcome = await outlet.send(post(`${endpoint.url}/hook?a=b%20c`, { headers }));
    expect(outcome).toEqual({ status: "delivered", statusCode: 200, answer: "ok" });
    expect(endpoint.received).toMatchObject([
      { path: "/hook?a=b%20c", body: "grüße", headers: { ...headers, "content-length": "7" } },
    ]);
    expect(endpoint.received[0]?.headers).not.toHaveProperty("authorization");
  });

  test.each([
    [500, false],
    [503, false],
    [429, false],
    [400, true],
    [404, true],
    [301, true],
  ])("that is answered %i is over for good: %s", async (status, final) => {
    await using endpoint = await startEndpoint((response) => {
      response.writeHead(status, { location: "http://127.0.0.1:1/elsewhere" }).end("sorry");
    });
    const failed = await failing(outlet.send(post(endpoint.url)));
    expect(failed.final).toBe(final);
    expect(failed.reason).toContain(`it answered ${status}`);
    expect(endpoint.received).toHaveLength(1);
  });

  test("reads no more of an answer than anybody needs", async () => {
    const endless: Answer = (response) => {
      response.writeHead(200);
      const more = (): void => {
        while (!response.destroyed && response.write("x".repeat(65_536)));
        response.once("drain", more);
      };
      more();
    };
    await using endpoint = await startEndpoint(endless);
    const outcome = await outlet.send(post(endpoint.url));
    expect(outcome).toMatchObject({ status: "delivered", statusCode: 200, answer: "x".repeat(1000) });
  });

  test("shows no answer that came packed", async () => {
    await using endpoint = await startEndpoint((response) => {
      response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync("ok"));
    });
    expect(await outlet.send(post(endpoint.url))).toEqual({ status: "delivered", statusCode: 200 });
  });

  test("that waits too long says for what", async () => {
    await using silent = await startEndpoint(() => {});
    await using halting = await startEndpoint((response) => response.writeHead(200).write("and"));
    expect(await failing(hasty.send(post(silent.url)))).toEqual({
      reason: "it waited for an answer and gave up after 0.15 s",
      final: false,
    });
    expect((await failing(hasty.send(post(halting.url)))).reason).toContain("the end of its answer's body");
  });

  test("to where nobody listens, or nobody speaks HTTP, fails for now and says so", async () => {
    const closed = await startEndpoint();
    await closed[Symbol.asyncDispose]();
    const refused = await failing(outlet.send(post(closed.url)));
    expect(refused).toEqual({ reason: expect.stringContaining("nobody listens there (ECONNREFUSED)"), final: false });
    const mute = createServer((socket) => socket.end("SSH-2.0-nothing\r\n"));
    const port = await listen(mute);
    expect((await failing(outlet.send(post(`http://127.0.0.1:${port}`)))).reason).toContain("does not speak HTTP");
    expect((await failing(outlet.send(post(`https://127.0.0.1:${port}`)))).final).toBe(false);
    mute.close();
  });
});

test("a delivery over HTTPS goes to whoever has a certificate that this machine trusts, and to nobody else", async () => {
  await using endpoint = await startEndpoint();
  await using front = await startTlsFront(endpoint.url);
  const stranger = await failing(outlet.send(post(front.url)));
  expect(stranger).toEqual({ reason: expect.stringContaining("its certificate is self-signed"), final: false });
  const before = getCACertificates("default");
  setDefaultCACertificates([...before, front.certificate]);
  expect(await outlet.send(post(front.url))).toMatchObject({ status: "delivered", statusCode: 200 });
  const misnamed = await failing(outlet.send(post(front.url.replace("localhost", "127.0.0.1"))));
  expect(misnamed.reason).toContain("its certificate is for another name");
  setDefaultCACertificates(before);
  expect(endpoint.received).toMatchObject([{ body: "grüße" }]);
});

describe("an endpoint that asks who it is", () => {
  const credentials = { user: "ada", password: "se:cret" };

  test("is told by Basic authentication, and not before it asks", async () => {
    await using endpoint = await startEndpoint((response, { headers }) => {
      const known = headers.authorization === `Basic ${Buffer.from("ada:se:cret").toString("base64")}`;
      response.writeHead(known ? 200 : 401, { "www-authenticate": 'Basic realm="hooks"' }).end();
    });
    expect(await outlet.send(post(endpoint.url, { credentials }))).toMatchObject({ statusCode: 200 });
    expect(endpoint.received.map(({ headers }) => headers.authorization !== undefined)).toEqual([false, true]);
    const stranger = await failing(outlet.send(post(endpoint.url, { credentials: { user: "eve", password: "" } })));
    expect(stranger).toEqual({ reason: "it answered 401 Unauthorized", final: true });
  });

  test.each([
    ["MD5", "md5"],
    ["SHA-256", "sha256"],
  ])("is told by Digest authentication with %s", async (algorithm, hashName) => {
    const hash = (text: string) => createHash(hashName).update(text).digest("hex");
    await using endpoint = await startEndpoint((response, { headers, path }) => {
      const given = headers.authorization ?? "";
      const part = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(given)?.[1] ?? "";
      const secret = hash("ada:hooks:se:cret");
      const middle = `${part("nonce")}:${part("nc")}:${part("cnonce")}:auth`;
      const known = part("response") === hash(`${secret}:${middle}:${hash(`POST:${path}`)}`);
      const challenge = `Digest realm="hooks", qop="auth,auth-int", algorithm=${algorithm}, nonce="n-1", opaque="o"`;
      response.writeHead(known ? 200 : 401, { "www-authenticate": challenge }).end();
    });
    expect(await outlet.send(post(`${endpoint.url}/hook?x=1`, { credentials }))).toMatchObject({ statusCode: 200 });
  });
});

describe("where deliveries go", () => {
  test("is nowhere private for a server that others reach, by number or by name", async () => {
    await using endpoint = await startEndpoint();
    const careful = new HttpOutlet({ reach: "public" });
    const { port } = new URL(endpoint.url);
    for (const host of ["127.0.0.1", "localhost", "2130706433", "[::ffff:127.0.0.1]", "0.0.0.0"]) {
      const refused = await failing(careful.send(post(`http://${host}:${port}/`)));
      expect(refused, host).toEqual({ reason: expect.stringContaining("private address"), final: true });
    }
    expect(endpoint.received).toEqual([]);
  });

  test("is never a link-local address, where clouds hand out credentials", async () => {
    for (const host of ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "[fd00:ec2::254]"]) {
      const refused = await failing(outlet.send(post(`http://${host}/latest/meta-data/`)));
      expect(refused, host).toEqual({ reason: expect.stringContaining("link-local"), final: true });
    }
  });

  test("is any public address", () => {
    for (const address of ["93.184.216.34", "2606:2800:220:1::1", "172.32.0.1", "192.169.0.1"])
      expect(refusalOf(address, "public"), address).toBeUndefined();
    for (const address of ["10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "::1", "fd12::1", "2002:7f00:1::"])
      expect(refusalOf(address, "public"), address).toContain("private");
  });
});

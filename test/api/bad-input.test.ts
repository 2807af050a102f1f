import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_JSON_BYTES } from "../../shared/rest/json-body.ts";
import type { ProblemBody } from "./support/client.ts";
import { startEchoServer } from "./support/echo-service.ts";
import type { TestServer } from "./support/server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startEchoServer();
});
afterAll(() => server.close());

const post = (path: string, body: string | Uint8Array<ArrayBuffer>, type = "application/json") =>
  server.api.send<ProblemBody>("POST", path, { headers: { "content-type": type }, body });

describe("every refusal", () => {
  it("is a problem document that names its request", async () => {
    const answer = await post("/v1/notes", "{");
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ type: "urn:skyground:problem:MalformedJson", status: 400 });
    expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
    expect(answer.headers.get("x-amzn-trace-id")).toBe(`Root=${answer.body.traceId}`);
  });

  it("says how a bug is found again, and nothing of its insides", async () => {
    const answer = await server.api.get<ProblemBody>("/v1/bug");
    expect(answer).toMatchObject({ status: 500, body: { code: "InternalError" } });
    expect(answer.text).not.toContain("hunter2");
    expect(answer.body.detail).toContain(answer.body.requestId);
    expect(server.errors.splice(0)).toMatchObject([{ message: "the secret is hunter2" }]);
  });
});

describe("a body", () => {
  it.each([
    ["{", "is not JSON"],
    ['{"text":}', "is not JSON"],
    ["text", "is not JSON"],
    ['{"text":"a"} {}', "is not JSON"],
    [`{"text":${"[".repeat(100)}${"]".repeat(100)}}`, "nested more than 64 levels deep"],
    ["[".repeat(100_000), "is not JSON"],
    ['{"text":"\\ud800"}', "half a surrogate pair"],
    ['{"\\udfff":1}', "half a surrogate pair"],
  ])("that is no JSON is refused: %.30s", async (body, reason) => {
    const answer = await post("/v1/notes", body);
    expect(answer).toMatchObject({ status: 400, body: { code: "MalformedJson" } });
    expect(answer.body.detail).toContain(reason);
  });

  it("that is not UTF-8 is refused", async () => {
    const bytes = Buffer.concat([Buffer.from('{"text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(await post("/v1/notes", new Uint8Array(bytes))).toMatchObject({
      status: 400,
      body: { code: "MalformedJson" },
    });
  });

  it.each([
    ["{}", "text is missing."],
    ["[]", "The body must be an object."],
    ["null", "The body must be an object."],
    ['{"text":1}', "text must be a text."],
    ['{"text":"a","colour":"blue"}', "colour is not known here."],
    ['{"text":"a","__proto__":{"x":1}}', "__proto__ is not known here."],
    ['{"text":"a","constructor":1}', "constructor is not known here."],
  ])("%s is refused: %s", async (body, detail) => {
    expect(await post("/v1/notes", body)).toMatchObject({ status: 400, body: { code: "ValidationError", detail } });
  });

  it("that is missing is missed, unless it may be left out", async () => {
    expect(await server.api.post("/v1/notes")).toMatchObject({ status: 400, body: { detail: "The body is missing." } });
    expect(await server.api.post("/v1/optional")).toMatchObject({ status: 200, body: { max: 10 } });
  });

  it("is refused where nobody reads one, and an empty one is not", async () => {
    expect(await server.api.send("DELETE", "/v1/notes", { body: "x" })).toMatchObject({ status: 405 });
    const answer = await post("/v1/wait", '{"seconds":1}');
    expect(answer).toMatchObject({ status: 400, body: { detail: "seconds is not known here." } });
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""])(
    "of the type %j is refused: a form of another page could send it",
    async (type) => {
      const answer = await server.api.send<ProblemBody>("POST", "/v1/notes", {
        headers: { "content-type": type },
        body: new Uint8Array(Buffer.from('{"text":"a"}')),
      });
      expect(answer).toMatchObject({ status: 415, body: { code: "UnsupportedMediaType" } });
      expect(answer.body.detail).toContain("application/json");
    },
  );

  it.each(["application/json", "Application/JSON; charset=utf-8", "application/vnd.mine+json"])(
    "of the type %s is read",
    async (type) => {
      expect(await post("/v1/notes", '{"text":"a"}', type)).toMatchObject({ status: 201 });
    },
  );

  it("of any size up to the limit is read, one byte more is refused", async () => {
    const text = "x".repeat(MAX_JSON_BYTES - '{"text":""}'.length);
    expect(await post("/v1/notes", JSON.stringify({ text }))).toMatchObject({ status: 201 });
    const refused = await post("/v1/notes", JSON.stringify({ text: `${text}x` }));
    expect(refused).toMatchObject({ status: 413, body: { code: "PayloadTooLarge" } });
  });
});

describe("an address", () => {
  it("that nobody answers suggests the nearest", async () => {
    const answer = await server.api.get<ProblemBody>("/v1/note");
    expect(answer).toMatchObject({ status: 404, body: { code: "RouteNotFound" } });
    expect(answer.body.detail).toContain("Did you mean GET /v1/notes");
    expect(answer.body.suggestions?.[0]).toBe("GET /v1/notes");
  });

  it.each(["/v1", "/v1/", "/v1/..%2f..", "/v1/notes/", "/v1/toString", "/v1/__proto__"])(
    "%s is not there",
    async (path) => {
      expect(await server.api.get(path)).toMatchObject({ status: 404, body: { code: "RouteNotFound" } });
    },
  );

  it("that is planned says so", async () => {
    const answer = await server.api.post<ProblemBody>("/v1/functions", {});
    expect(answer).toMatchObject({ status: 501, body: { code: "NotImplemented" } });
    expect(answer.body.detail).toContain("POST /v1/tasks");
  });

  it("with another method tells the right ones", async () => {
    const answer = await server.api.put("/v1/notes", {});
    expect(answer).toMatchObject({ status: 405, body: { code: "MethodNotAllowed" } });
    expect(answer.headers.get("allow")).toBe("GET, HEAD, POST");
  });

  it.each(["/v1/echo/%zz", "/v1/echo/%ff", "/v1/echo/a?q=%zz", "/v1/echo/a?%zz=1", "/v1/bytes/a%2"])(
    "with a broken percent-encoding is refused: %s",
    async (path) => {
      expect(await server.api.get(path)).toMatchObject({ status: 400, body: { code: "MalformedUrl" } });
    },
  );
});

describe("a query", () => {
  it.each([
    ["limit=x", "limit must be a number."],
    ["limit=1001", "limit must be at most 1000."],
    ["colour=blue", "colour is not known here."],
    ["q=1&q=2", "q must be a text."],
    ["__proto__=1", "__proto__ is not known here."],
  ])("%s is refused: %s", async (query, detail) => {
    expect(await server.api.get(`/v1/echo/a?${query}`)).toMatchObject({ status: 400, body: { detail } });
  });

  it("is refused where the route takes none", async () => {
    expect(await server.api.get("/v1/bug?x=1")).toMatchObject({
      status: 400,
      body: { detail: "x is not known here." },
    });
  });

  it.each(["mars-1", "", "*", "us-east-1&region=us-east-2"])("region=%s is refused", async (region) => {
    expect(await server.api.get(`/v1/echo/a?region=${region}`)).toMatchObject({
      status: 400,
      body: { code: "InvalidRegion" },
    });
  });
});

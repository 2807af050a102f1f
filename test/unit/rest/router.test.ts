import { describe, expect, it } from "vitest";
import { createRouter, type Match } from "../../../shared/rest/router.ts";
import { someRoute } from "./some-route.ts";

const router = createRouter([
  someRoute("GET", "/v1/queues"),
  someRoute("POST", "/v1/queues"),
  someRoute("GET", "/v1/queues/{queue}"),
  someRoute("DELETE", "/v1/queues/{queue}"),
  someRoute("POST", "/v1/queues/{queue}/messages/receive"),
  someRoute("DELETE", "/v1/queues/{queue}/messages/{receiptHandle}"),
  someRoute("GET", "/v1/buckets/{bucket}/objects"),
  someRoute("GET", "/v1/buckets/{bucket}/objects/{key...}"),
  someRoute("HEAD", "/v1/buckets/{bucket}/objects/{key...}"),
]);

function found(match: Match): string {
  if (match.kind !== "route") return match.kind;
  return `${match.route.method} ${match.route.path} ${JSON.stringify(match.params)}`;
}

const keyOf = (path: string) => {
  const match = router.match("GET", `/v1/buckets/b/objects/${path}`);
  return match.kind === "route" ? match.params.key : match.kind;
};

describe("a router", () => {
  it("finds literal paths and fills parameters in", () => {
    expect(found(router.match("GET", "/v1/queues"))).toBe("GET /v1/queues {}");
    expect(found(router.match("GET", "/v1/queues/orders"))).toBe('GET /v1/queues/{queue} {"queue":"orders"}');
  });

  it("puts a literal segment before a parameter, and falls back when the literal lacks the method", () => {
    const receive = router.match("POST", "/v1/queues/q/messages/receive");
    expect(found(receive)).toBe('POST /v1/queues/{queue}/messages/receive {"queue":"q"}');
    const other = router.match("DELETE", "/v1/queues/q/messages/receive");
    expect(found(other)).toContain('{"queue":"q","receiptHandle":"receive"}');
  });

  it("forgets what it took on a way that leads nowhere", () => {
    const both = createRouter([someRoute("GET", "/v1/a/{x}/b"), someRoute("GET", "/v1/a/{key...}")]);
    expect(found(both.match("GET", "/v1/a/q/b"))).toBe('GET /v1/a/{x}/b {"x":"q"}');
    expect(found(both.match("GET", "/v1/a/q/c"))).toBe('GET /v1/a/{key...} {"key":"q/c"}');
  });

  it("decodes a parameter that has an encoded slash in it", () => {
    expect(found(router.match("GET", "/v1/queues/a%2Fb%20c"))).toContain('{"queue":"a/b c"}');
  });

  it.each([
    ["a/b.txt", "a/b.txt"],
    ["a%2Fb.txt", "a/b.txt"],
    ["a//b", "a//b"],
    ["/", "/"],
    ["a/", "a/"],
    ["../x/./y", "../x/./y"],
    ["a+b", "a+b"],
    ["%F0%9F%98%80", "\u{1F600}"],
    ["a%25b", "a%b"],
    ["a%00b", "a\0b"],
    ["{key}", "{key}"],
  ])("keeps the rest of the path byte for byte: %s", (path, key) => {
    expect(keyOf(path)).toBe(key);
  });

  it("takes an empty rest for no key at all", () => {
    expect(keyOf("")).toBe("unknown");
  });

  it.each(["%", "%zz", "%ff", "%C3", "a%2"])("refuses what is not percent-encoded UTF-8: %s", (path) => {
    expect(() => keyOf(path)).toThrow(expect.objectContaining({ code: "MalformedUrl", status: 400 }));
  });

  it("tells the methods of a known path, HEAD with GET", () => {
    expect(router.match("PUT", "/v1/queues")).toEqual({ kind: "method", allow: ["GET", "HEAD", "POST"] });
    expect(router.match("GET", "/v1/queues/q/messages/x")).toEqual({ kind: "method", allow: ["DELETE"] });
  });

  it("lets GET answer HEAD, unless there is a route for HEAD", () => {
    expect(found(router.match("HEAD", "/v1/queues"))).toBe("GET /v1/queues {}");
    expect(found(router.match("HEAD", "/v1/buckets/b/objects/k"))).toMatch(/^HEAD /);
  });

  it.each(["", "/", "/v1", "/v1/queues/", "/v1/queues//messages/x", "/v1/queues/a/b", "/v2/queues", "v1/queues"])(
    "knows nothing at %j",
    (path) => {
      expect(router.match("GET", path).kind).toBe("unknown");
    },
  );

  it("refuses two routes for the same requests", () => {
    const routes = [someRoute("GET", "/v1/a/{x}"), someRoute("GET", "/v1/a/{y}")];
    expect(() => createRouter(routes)).toThrow("two routes answer GET /v1/a/{y}");
  });
});

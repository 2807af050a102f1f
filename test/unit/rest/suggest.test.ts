import { describe, expect, it } from "vitest";
import { suggestRoutes } from "../../../shared/rest/suggest.ts";
import { someRoute } from "./some-route.ts";

const routes = [
  someRoute("GET", "/v1/queues"),
  someRoute("POST", "/v1/queues"),
  someRoute("GET", "/v1/queues/{queue}"),
  someRoute("POST", "/v1/queues/{queue}/messages"),
  someRoute("PUT", "/v1/buckets/{bucket}/objects/{key...}"),
];

describe("suggestions for a path that nobody answers", () => {
  it("correct a slip of the pen and keep the client's own names", () => {
    expect(suggestRoutes("GET", "/v1/queue/orders", routes)[0]).toBe("GET /v1/queues/orders");
    expect(suggestRoutes("POST", "/v1/queues/orders/message", routes)[0]).toBe("POST /v1/queues/orders/messages");
  });

  it("put the method that was asked for first", () => {
    expect(suggestRoutes("POST", "/v1/queus", routes).slice(0, 2)).toEqual(["POST /v1/queues", "GET /v1/queues"]);
  });

  it("forgive a slash at the end", () => {
    expect(suggestRoutes("GET", "/v1/queues/", routes)[0]).toBe("GET /v1/queues");
  });

  it("keep the rest of a path", () => {
    expect(suggestRoutes("PUT", "/v1/bucket/b/objects/a/b/c", routes)).toEqual(["PUT /v1/buckets/b/objects/a/b/c"]);
  });

  it("are none for a path like no other", () => {
    expect(suggestRoutes("GET", "/v1/users/ada/profile/picture", routes)).toEqual([]);
  });

  it("are none for the root, which is as near to everything", () => {
    for (const path of ["/v1", "/v1/"]) expect(suggestRoutes("GET", path, routes)).toEqual([]);
  });

  it("take no longer for nonsense of any length", () => {
    expect(suggestRoutes("GET", `/v1/${"x".repeat(10_000)}${"/y".repeat(5000)}`, routes)).toEqual([]);
  });
});

import { beforeAll, expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer({ adapters: "memory" });
beforeAll(() => server.api.post("/v1/topics", { name: "news" }));

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:one";
const ID = "00000000-0000-4000-8000-000000000000";

test.each([
  ["/v1/topics", { name: "a b" }, 400, "InvalidParameter", "topic"],
  ["/v1/topics", { name: "a.fifo" }, 400, "InvalidParameter", "topic"],
  ["/v1/topics", { name: "a", fifo: true }, 400, "InvalidParameter", "fifo-topic"],
  ["/v1/topics", { name: "a", policy: { Statement: [] } }, 400, "InvalidParameter", "topic-policy"],
  ["/v1/topics", { name: "news", displayName: "x" }, 409, "InvalidParameter", "topic"],
  ["/v1/topics", { name: "a", colour: "red" }, 400, "ValidationError", undefined],
  ["/v1/topics", {}, 400, "ValidationError", undefined],
  ["/v1/topics/nothing/messages", { message: "x" }, 404, "NotFound", "topic"],
  ["/v1/topics/a%20b/messages", { message: "x" }, 400, "InvalidParameter", "topic"],
  ["/v1/topics/news/messages", { message: "" }, 400, "InvalidParameter", "publish"],
  ["/v1/topics/news/messages", { message: 5 }, 400, "ValidationError", undefined],
  ["/v1/topics/news/messages", { message: "x", subject: "a\nb" }, 400, "InvalidParameter", "publish"],
  ["/v1/topics/news/messages", { message: "x", messageStructure: "xml" }, 400, "ValidationError", undefined],
  ["/v1/topics/news/messages/batch", { entries: [] }, 400, "ValidationError", undefined],
  [
    "/v1/topics/news/subscriptions",
    { protocol: "lambda", endpoint: "arn:aws:lambda:us-east-1:000000000000:function:f" },
    501,
    "InvalidParameter",
    "subscription",
  ],
  ["/v1/topics/news/subscriptions", { protocol: "fax", endpoint: "1" }, 400, "InvalidParameter", "subscription"],
  ["/v1/topics/news/subscriptions", { protocol: "sms", endpoint: "123" }, 400, "InvalidParameter", "subscription"],
  [
    "/v1/topics/news/subscriptions",
    { protocol: "sqs", endpoint: QUEUE, filterPolicy: { a: "b" } },
    400,
    "InvalidParameter",
    "filter-policy",
  ],
  [`/v1/topics/news/subscriptions/${ID}/confirm`, { token: "x" }, 400, "InvalidParameter", "confirmation"],
] as const)("POST %s with %j answers problem details: %s %s", async (path, body, status, code, docs) => {
  const answer = await server.api.post<ProblemBody>(path, body);
  expect([answer.status, answer.body.code]).toEqual([status, code]);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
  expect(answer.body.docs).toBe(docs && `${server.url}/v1/docs/${docs}`);
  if (docs) expect((await server.api.get(`/v1/docs/${docs}`)).status).toBe(200);
});

test.each([
  [`/v1/topics/news/subscriptions/${ID}`, 404],
  ["/v1/topics/news/subscriptions/none", 400],
  [`/v1/topics/news/subscriptions/${ID}/confirm`, 400],
  [`/v1/topics/news/subscriptions/${ID}/confirm?token=x`, 400],
  ["/v1/topics?nextToken=bm9uc2Vuc2U", 400],
  ["/v1/topics?limit=0", 400],
  ["/v1/topics/news/messages", 405],
] as const)("GET %s answers %d", async (path, status) => {
  expect((await server.api.get(path)).status).toBe(status);
});

test("a message of more than 256 KiB is refused", async () => {
  const answer = await server.api.post("/v1/topics/news/messages", { message: "x".repeat(262_145) });
  expect([answer.status, answer.body]).toMatchObject([400, { detail: "Invalid parameter: Message too long" }]);
});

import { describe, expect, it } from "vitest";
import type { AlbEvent } from "../../../functions/alb.ts";
import { type AccessEntry, createApp } from "../../../functions/app.ts";
import { restFunctions } from "../../../functions/rest-functions.ts";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { echoService } from "../../api/support/echo-service.ts";
import { memoryPorts } from "../../api/support/memory-ports.ts";
import { START } from "../../support/world.ts";

const entries: AccessEntry[] = [];
const app = createApp({
  services: [echoService()],
  ports: memoryPorts({ clock: new ManualClock(START), tasks: undefined }).ports,
  logAccess: (entry) => entries.push(entry),
  onError: () => {},
});
const handle = restFunctions(app);

/** What a load balancer with multi-value headers sends to a Lambda function. */
function event(method: string, path: string, more: Partial<AlbEvent> = {}): AlbEvent {
  return {
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/a/b" } },
    httpMethod: method,
    path,
    multiValueQueryStringParameters: {},
    multiValueHeaders: { host: ["api.example"], "content-type": ["application/json"] },
    body: "",
    isBase64Encoded: false,
    ...more,
  };
}

describe("a function behind a real load balancer", () => {
  it("reads a body that is a text", async () => {
    const { statusCode, body } = await handle(event("POST", "/v1/notes", { body: '{"text":"ä"}' }));
    expect({ statusCode, ...JSON.parse(body ?? "") }).toMatchObject({ statusCode: 201, text: "ä" });
  });

  it("reads a body that is base64", async () => {
    const body = Buffer.from("\x00\xff", "latin1").toString("base64");
    const result = await handle(event("PUT", "/v1/bytes/k", { body, isBase64Encoded: true }));
    expect(JSON.parse(result.body ?? "")).toMatchObject({ size: 2 });
  });

  it("answers bytes in base64, for there is nothing to stream to", async () => {
    const { body, isBase64Encoded, bodyStream } = await handle(event("GET", "/v1/bytes/3"));
    expect({ body, isBase64Encoded, bodyStream }).toEqual({
      body: btoa("xxx"),
      isBase64Encoded: true,
      bodyStream: undefined,
    });
  });

  it("decodes what a load balancer leaves encoded", async () => {
    const query = { q: ["a%20b%2Bc"], region: ["eu-west-1"] };
    const { body } = await handle(event("GET", "/v1/echo/x%2Fy", { multiValueQueryStringParameters: query }));
    expect(JSON.parse(body ?? "")).toMatchObject({ id: "x/y", q: "a b+c", region: "eu-west-1" });
  });

  it("understands single-value headers and queries too", async () => {
    const {
      multiValueHeaders: _,
      multiValueQueryStringParameters: __,
      ...single
    } = event("GET", "/v1/echo/x", {
      headers: { Host: "api.example", "X-Colour": "blue", "X-Forwarded-Proto": "https" },
      queryStringParameters: { q: "1" },
    });
    const { body } = await handle(single);
    expect(JSON.parse(body ?? "")).toMatchObject({ q: "1", colour: "blue", baseUrl: "https://api.example" });
  });

  it("spells Content-Type as serverless-offline needs it", async () => {
    for (const path of ["/v1/echo/x", "/v1/nowhere", "/v1/bytes/1"]) {
      const { multiValueHeaders = {} } = await handle(event("GET", path));
      const names = Object.keys(multiValueHeaders).filter((name) => name.toLowerCase() === "content-type");
      expect(names).toEqual(["Content-Type"]);
    }
  });

  it("tells of every request in the access log, refused ones too", async () => {
    entries.length = 0;
    const trace = "1-67891233-abcdef012345678912345678";
    await handle(event("GET", "/v1/echo/x", { multiValueHeaders: { "x-amzn-trace-id": [`Root=${trace}`] } }));
    await handle(event("GET", "/v1/nowhere"));
    expect(entries).toMatchObject([
      { at: START, method: "GET", path: "/v1/echo/x", status: 200, milliseconds: 0, traceId: trace },
      { at: START, method: "GET", path: "/v1/nowhere", status: 404 },
    ]);
  });

  it("counts a new trace from the clock's second", async () => {
    const { multiValueHeaders } = await handle(event("GET", "/v1/echo/x"));
    const second = Math.floor(START / 1000).toString(16);
    expect(multiValueHeaders?.["x-amzn-trace-id"]?.[0]).toMatch(new RegExp(`^Root=1-${second}-[0-9a-f]{24}$`));
  });

  it("has no service whose routes nobody answers", () => {
    expect(() => restFunctions({ ...app, services: [{ ...echoService(), name: "stranger" }] })).toThrow(
      "no function answers the routes of stranger",
    );
  });
});

import { expect, test } from "vitest";
import type { AlbEvent, AlbHandler } from "../../functions/alb.ts";
import { createApp } from "../../functions/app.ts";
import { awsHandler } from "../../functions/aws-handler.ts";
import { SystemClock } from "../../shared/adapters/system/clock.ts";
import { services } from "../../shared/services/index.ts";
import { memoryPorts } from "../api/support/memory-ports.ts";
import { SIGNED } from "./support/calls.ts";

/* The same door as a Lambda function behind a load balancer: bodies come and go whole, binary ones in base64. */

function handler(apiKey?: string): AlbHandler {
  const { ports } = memoryPorts({ clock: new SystemClock(), tasks: undefined });
  const onError = (error: unknown) => {
    throw error;
  };
  return awsHandler(createApp({ services, ports, apiKey, onError }));
}

function event(httpMethod: string, path: string, body?: Uint8Array, headers: Record<string, string> = {}): AlbEvent {
  const all = { host: "skyground.example.com", "x-forwarded-proto": "https", ...headers };
  return {
    requestContext: { elb: { targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:000000000000:targetgroup/t/1" } },
    httpMethod,
    path,
    multiValueQueryStringParameters: {},
    multiValueHeaders: Object.fromEntries(Object.entries(all).map(([name, value]) => [name, [value]])),
    body: body ? Buffer.from(body).toString("base64") : null,
    isBase64Encoded: body !== undefined,
  };
}

test("bytes go in and come back", async () => {
  const handle = handler();
  const bytes = new Uint8Array([0, 255, 128, 13, 10]);
  await handle(event("PUT", "/alb-bucket", undefined, SIGNED));
  const put = await handle(event("PUT", "/alb-bucket/raw", bytes, SIGNED));
  expect(put).toMatchObject({ statusCode: 200, body: "" });
  const got = await handle(event("GET", "/alb-bucket/raw", undefined, SIGNED));
  expect(got).toMatchObject({ statusCode: 200, isBase64Encoded: true, body: Buffer.from(bytes).toString("base64") });
  expect(got.multiValueHeaders).toMatchObject({ "Content-Type": ["binary/octet-stream"], "content-length": ["5"] });
});

test("queues' addresses are those of the load balancer", async () => {
  const target = { "content-type": "application/x-amz-json-1.0", "x-amz-target": "AmazonSQS.CreateQueue" };
  const made = await handler()(event("POST", "/", Buffer.from('{"QueueName":"orders"}'), target));
  expect(JSON.parse(made.body ?? "")).toEqual({ QueueUrl: "https://skyground.example.com/000000000000/orders" });
});

test("with an API key, who does not sign is refused", async () => {
  const refused = await handler("the-key")(event("PUT", "/alb-bucket"));
  expect([refused.statusCode, refused.body]).toEqual([403, expect.stringContaining("<Code>AccessDenied</Code>")]);
});

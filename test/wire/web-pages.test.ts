import { ListBucketsCommand, S3Client } from "@aws-sdk/client-s3";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { errorOf, sqs, wireCalls } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";

/* Pages of other origins that call AWS's services from a browser. Buckets have rules of their own: bucket-cors.test.ts. */

const APP = "https://app.example";
const PREFLIGHT = {
  "access-control-request-method": "POST",
  "access-control-request-headers": "authorization,content-type,x-amz-date,x-amz-target",
};

describe("where signatures are not verified, a page that the server was told of", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ corsOrigins: [APP] });
  });
  afterAll(() => server.close());
  const ask = (origin: string, path = "/") =>
    fetch(`${server.url}${path}`, { method: "OPTIONS", headers: { origin, ...PREFLIGHT } });

  test("may send what it asks for, to a service and to a queue's own URL", async () => {
    for (const path of ["/", "/000000000000/orders"]) {
      const answer = await ask(APP, path);
      expect(answer.status).toBe(200);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        "access-control-allow-origin": APP,
        "access-control-allow-methods": "GET, POST, OPTIONS",
        "access-control-allow-headers": PREFLIGHT["access-control-request-headers"],
        "access-control-max-age": "172800",
        vary: "Origin",
      });
    }
  });

  test("may read answers and errors, and their request ids", async () => {
    const calls = wireCalls(server);
    for (const answer of [
      await calls.json(sqs("ListQueues"), {}, { origin: APP }),
      await calls.json(sqs("Nothing"), {}, { origin: APP }),
      await calls.form({ Action: "ListTopics", Version: "2010-03-31" }, { origin: APP }),
      await calls.form({ Action: "Nothing", Version: "2010-03-31" }, { origin: APP }),
    ]) {
      expect(answer.headers.get("access-control-allow-origin")).toBe(APP);
      expect(answer.headers.get("access-control-expose-headers")).toContain("x-amzn-requestid");
    }
  });

  test("is not any other page", async () => {
    for (const origin of ["https://app.example.evil.example", "http://app.example", "null"]) {
      const answer = await ask(origin);
      expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([403, null]);
      const sent = await wireCalls(server).json(sqs("ListQueues"), {}, { origin });
      expect(await errorOf(sent)).toMatchObject({ status: 403, Code: "ForeignOrigin" });
      expect(sent.headers.get("access-control-allow-origin")).toBeNull();
    }
  });

  test("gets no further than AWS's services", async () => {
    const rest = await fetch(`${server.url}/v1/queues`, { headers: { origin: APP } });
    expect(rest.status).toBe(403);
    expect((await ask(APP, "/v1/queues")).headers.get("access-control-allow-origin")).toBeNull();
    const buckets = await wireCalls(server).s3("GET", "/", { origin: APP });
    expect(buckets.headers.get("access-control-allow-origin")).toBeNull();
    expect((await ask(APP, "/some-bucket/key")).status).toBe(403);
  });
});

describe("where signatures are verified, any page", () => {
  const SECRET = "a secret of one's own";
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer({ accessKeys: new Map([["111111111111", SECRET]]) });
  });
  afterAll(() => server.close());
  const headers = { origin: APP };
  /** Lets AWS's clients say where they come from, as browsers do. */
  const fromPage = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const client = new SQSClient({ ...clientOptions(server), credentials });
    let allowed: unknown;
    client.middlewareStack.add(
      (next) => async (args) => {
        Object.assign((args.request as { headers: object }).headers, headers);
        const result = await next(args);
        allowed = (result.response as { headers: Record<string, string> }).headers["access-control-allow-origin"];
        return result;
      },
      { step: "finalizeRequest", priority: "low" },
    );
    return { client, allowed: () => allowed };
  };

  test("may call with the secret", async () => {
    const { client, allowed } = fromPage({ accessKeyId: "111111111111", secretAccessKey: SECRET });
    await client.send(new ListQueuesCommand({}));
    expect(allowed()).toBe(APP);
    const ask = await fetch(server.url, { method: "OPTIONS", headers: { ...headers, ...PREFLIGHT } });
    expect(ask.status).toBe(200);
  });

  test("learns nothing without it but that it is missing", async () => {
    const answer = await wireCalls(server).json(sqs("ListQueues"), {}, headers);
    expect(await errorOf(answer)).toMatchObject({ status: 400, Code: "MissingAuthenticationToken" });
    expect(answer.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test("can send to S3 as on AWS, and read what the bucket's rules say", async () => {
    const credentials = { accessKeyId: "111111111111", secretAccessKey: SECRET };
    const s3 = new S3Client({ ...clientOptions(server), credentials });
    s3.middlewareStack.add(
      (next) => async (args) => {
        Object.assign((args.request as { headers: object }).headers, headers);
        return next(args);
      },
      { step: "finalizeRequest", priority: "low" },
    );
    expect((await s3.send(new ListBucketsCommand({}))).Buckets ?? []).toEqual([]);
  });
});

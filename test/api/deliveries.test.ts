import { stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startEndpoint } from "../support/endpoint.ts";
import { startMailServer } from "../support/mail-server.ts";
import { startTestServer, type TestServer } from "./support/server.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

interface Delivered {
  readonly id: string;
  readonly deliveryId: string;
  readonly kind: string;
  readonly to: string;
  readonly text: string;
  readonly link?: string;
  readonly attempt?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly outcome: { readonly status: string; readonly statusCode?: number; readonly reason?: string };
}

/** Asks every request for a key but those that carry a secret of their own. */
const API_KEY = "a-key-that-nobody-guesses";
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ adapters: "memory", apiKey: API_KEY });
});
afterAll(() => server.close());

let count = 0;
async function newTopic(on = server) {
  count += 1;
  const name = `topic-${count}`;
  const path = `/v1/topics/${name}`;
  await on.api.post("/v1/topics", { name });
  const subscribe = (protocol: string, endpoint: string, more = {}) =>
    on.api.post<{ id: string; arn: string; status: string }>(`${path}/subscriptions`, { protocol, endpoint, ...more });
  return { name, path, subscribe, publish: (message: string) => on.api.post(`${path}/messages`, { message }) };
}

/** What left for an address, once so many tries of it did. */
async function delivered(to: string, expected: number, on = server): Promise<readonly Delivered[]> {
  const found: Delivered[] = [];
  let nextToken = "";
  while (found.length < expected) {
    const query = `to=${encodeURIComponent(to)}&waitSeconds=20${nextToken && `&nextToken=${nextToken}`}`;
    const path = `/v1/playground/inbox?${query}`;
    const { body } = await on.api.get<{ deliveries: Delivered[]; nextToken: string }>(path);
    found.push(...body.deliveries);
    nextToken = body.nextToken;
  }
  return found;
}

test("an endpoint confirms by the link that it is sent, without the key, and gets what is published", async () => {
  await using endpoint = await startEndpoint();
  const topic = await newTopic();
  const url = `${endpoint.url}/hook`;
  const { body } = await topic.subscribe("http", url);
  expect(body.status).toBe("pending");
  const question = JSON.parse((await endpoint.request(0)).body);
  expect((await fetch(question.SubscribeURL)).status).toBe(200);
  await topic.publish("hello");
  const message = JSON.parse((await endpoint.request(1)).body);
  expect(message).toMatchObject({ Type: "Notification", Message: "hello" });
  expect(await delivered(url, 2)).toMatchObject([
    { kind: "http", to: url, attempt: 1, outcome: { status: "delivered", statusCode: 200, answer: "ok" } },
    { headers: { "x-amz-sns-subscription-arn": body.arn }, outcome: { status: "delivered" } },
  ]);
  expect((await fetch(message.UnsubscribeURL)).status).toBe(200);
  expect((await server.api.get(`${topic.path}/subscriptions/${body.id}`)).status).toBe(404);
});

test("the key is asked for everything else", async () => {
  const answer = async (path: string) => (await fetch(`${server.url}${path}`)).status;
  expect(await answer("/v1/topics")).toBe(401);
  expect(await answer("/v1/topics/news/subscriptions/x/confirm")).toBe(400);
  expect(await answer("/?Action=ListTopics&Version=2010-03-31")).toBe(403);
  expect(await answer("/?Action=ConfirmSubscription&TopicArn=arn:aws:sns:us-east-1:000000000000:x&Token=x")).toBe(400);
  const post = await fetch(`${server.url}/v1/topics/news/subscriptions/x/confirm`, { method: "POST" });
  expect(post.status).toBe(401);
});

test("the certificate that signs is there for everybody, and no other", async () => {
  const { id, pem } = await server.engine.ports.signer.certificate();
  const answer = await fetch(`${server.url}/SimpleNotificationService-${id}.pem`);
  expect([answer.status, await answer.text()]).toEqual([200, pem]);
  expect(answer.headers.get("content-type")).toBe("application/x-pem-file");
  expect((await fetch(`${server.url}/SimpleNotificationService-${"0".repeat(32)}.pem`)).status).toBe(404);
});

test("a page elsewhere may lead to a message's link, as a web mailer does, and to nothing else", async () => {
  await using endpoint = await startEndpoint();
  await (await newTopic()).subscribe("http", endpoint.url);
  const { SubscribeURL } = JSON.parse((await endpoint.request(0)).body);
  const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
  expect((await fetch(SubscribeURL, { headers })).status).toBe(200);
  const other = SubscribeURL.replace("ConfirmSubscription", "DeleteTopic");
  expect(await (await fetch(other, { headers })).text()).toContain("ForeignOrigin");
});

test("a message that fails is tried again when the clock is moved on, and each try is in the inbox", async () => {
  await using endpoint = await startEndpoint((response, _request, index) => {
    response.writeHead(index === 1 ? 500 : 200).end(index === 1 ? "oops" : "ok");
  });
  const topic = await newTopic();
  await topic.subscribe("http", `${endpoint.url}/`);
  await fetch(JSON.parse((await endpoint.request(0)).body).SubscribeURL);
  await topic.publish("hello");
  const [, failed] = await delivered(`${endpoint.url}/`, 2);
  expect(failed?.outcome).toEqual({
    status: "failed",
    statusCode: 500,
    reason: "it answered 500 Internal Server Error",
    answer: "oops",
  });
  await server.api.post("/v1/playground/clock", { advanceSeconds: 20 });
  const tries = await delivered(`${endpoint.url}/`, 3);
  expect(tries.at(-1)).toMatchObject({ deliveryId: failed?.deliveryId, attempt: 2, outcome: { status: "delivered" } });
  expect(new Set(tries.map(({ id }) => id)).size).toBe(3);
});

test("a mail's links need no key, and lead to topics of any account and region", async () => {
  const form = (Action: string, fields: Record<string, string>) => {
    const credential = "AWS4-HMAC-SHA256 Credential=123456789012/20260101/eu-west-1/sns/aws4_request";
    const authorization = `${credential}, SignedHeaders=host, Signature=0`;
    const body = new URLSearchParams({ Action, Version: "2010-03-31", ...fields });
    return fetch(open.url, { method: "POST", headers: { authorization }, body });
  };
  await using open = await startTestServer();
  await form("CreateTopic", { Name: "far" });
  const TopicArn = "arn:aws:sns:eu-west-1:123456789012:far";
  await form("Subscribe", { TopicArn, Protocol: "email", Endpoint: "far@example.com" });
  const [letter] = await delivered("far@example.com", 1, open);
  expect(letter?.link).toContain("?region=eu-west-1&account=123456789012&token=");
  expect(await (await fetch(letter?.link ?? "")).text()).toContain("Subscription confirmed");

  const topic = await newTopic();
  await topic.subscribe("email", "ada@example.com");
  const [question] = await delivered("ada@example.com", 1);
  expect(await (await fetch(question?.link ?? "")).text()).toContain("Subscription confirmed");
  await topic.publish("hello");
  const [, message] = await delivered("ada@example.com", 2);
  const [, link = ""] = /To end it: (\S+)/.exec(message?.text ?? "") ?? [];
  expect(await (await fetch(link)).text()).toContain("Unsubscribed");
  const [, , farewell] = await delivered("ada@example.com", 3);
  expect(await (await fetch(farewell?.link ?? "")).text()).toContain("Subscription confirmed");
});

test("e-mails go out by a mail server where one is set, as text or as JSON, and are kept as well", async () => {
  await using mail = await startMailServer();
  await using sending = await startTestServer({ smtp: { url: mail.url, from: "news@example.com" } });
  const topic = await newTopic(sending);
  await topic.subscribe("email", "bob@example.com");
  await topic.subscribe("email-json", "program@example.com");
  const [question] = await delivered("bob@example.com", 1, sending);
  expect(question?.outcome).toMatchObject({ status: "delivered" });
  await fetch(question?.link ?? "");
  const [asked] = await delivered("program@example.com", 1, sending);
  await fetch(JSON.parse(asked?.text ?? "").SubscribeURL);
  await topic.publish("hello");
  await delivered("bob@example.com", 2, sending);
  const [, letter] = await delivered("program@example.com", 2, sending);
  expect(JSON.parse(letter?.text ?? "")).toMatchObject({
    Type: "Notification",
    Message: "hello",
    SignatureVersion: "1",
  });
  expect(mail.mails.map(({ to }) => to[0]).sort()).toEqual([
    ...["bob@example.com", "bob@example.com"],
    ...["program@example.com", "program@example.com"],
  ]);
  await topic.subscribe("email", "x@nobody.example.com");
  const [refused] = await delivered("x@nobody.example.com", 1, sending);
  expect(refused?.outcome).toMatchObject({ status: "failed", reason: expect.stringContaining("no such mailbox") });
});

/** Goes after the servers that use it. */
async function dataFolder() {
  const { path, remove } = await temporaryFolder();
  return { path, [Symbol.asyncDispose]: async () => remove?.() };
}

test("the key is kept in the data folder over a restart, readable for nobody else", async () => {
  await using folder = await dataFolder();
  const run = async () => {
    await using server = await startTestServer({ adapters: "lmdb", dataFolder: folder.path });
    return server.engine.ports.signer.certificate();
  };
  const first = await run();
  expect(await run()).toEqual(first);
  expect((await stat(join(folder.path, "signing-key.pem"))).mode & 0o777).toBe(0o600);
});

test("a server ends at once although an endpoint has not answered, and tries again after the next start", async () => {
  await using endpoint = await startEndpoint((response, _request, index) => {
    if (index > 0) response.end("ok");
  });
  await using folder = await dataFolder();
  const first = await startTestServer({ adapters: "lmdb", dataFolder: folder.path });
  await (await newTopic(first)).subscribe("http", endpoint.url);
  await endpoint.request(0);
  await first.close();
  await using second = await startTestServer({ adapters: "lmdb", dataFolder: folder.path });
  const [failed] = await delivered(endpoint.url, 1, second);
  expect(failed?.outcome).toEqual({ status: "failed", reason: "the server was stopped before there was an answer" });
  await second.api.post("/v1/playground/clock", { advanceSeconds: 20 });
  expect(JSON.parse((await endpoint.request(1)).body)).toMatchObject({ Type: "SubscriptionConfirmation" });
});

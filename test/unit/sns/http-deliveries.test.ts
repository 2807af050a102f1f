import { describe, expect, it } from "vitest";
import type { Delivery, DeliveryOutcome } from "../../../shared/ports/delivery-gateway.ts";
import { failure, refusal } from "../../../shared/ports/outlet.ts";
import { sns } from "../../../shared/services/sns/index.ts";
import { confirmSubscription } from "../../../shared/services/sns/operations/confirm-subscription.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { listSubscriptionsByTopic } from "../../../shared/services/sns/operations/list-subscriptions-by-topic.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { setSubscriptionAttributes } from "../../../shared/services/sns/operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "../../../shared/services/sns/operations/set-topic-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { unsubscribe } from "../../../shared/services/sns/operations/unsubscribe.ts";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { createWorld, START, type World } from "../../support/world.ts";
import { inbox, publishAndSettle, queueArnOf, TOPIC, textsIn, textsOf, verifies } from "./support.ts";

const HOOK = "http://hooks.example.com/news";

interface Wire {
  readonly world: World;
  /** What was sent, and when (seconds since the start). */
  readonly sent: (Delivery & { readonly second: number })[];
  /** What the endpoint answers from now on. */
  answer: (delivery: Delivery) => DeliveryOutcome;
}

const fine = (): DeliveryOutcome => ({ status: "delivered", statusCode: 200 });
const broken = () => {
  throw failure("it answered 503 Service Unavailable", { statusCode: 503 });
};

/** A topic whose endpoint is no further away than this file. */
async function createHookWorld(): Promise<Wire> {
  const sent: Wire["sent"] = [];
  const wire = { answer: fine as Wire["answer"] };
  const send = async (delivery: Delivery) => {
    sent.push({ ...delivery, second: (delivery.at - START) / 1000 });
    return wire.answer(delivery);
  };
  const world = createWorld({ services: [sns, sqs], outlets: { http: { send } } });
  await world.call(createTopic, { Name: "news" });
  return Object.assign(wire, { world, sent });
}

/** Subscribes the hook and answers the question; what was sent so far is forgotten. */
async function subscribeHook({ world, sent }: Wire, Attributes: Record<string, string> = {}, endpoint = HOOK) {
  const protocol = endpoint.startsWith("https") ? "https" : "http";
  const input = { TopicArn: TOPIC, Protocol: protocol, Endpoint: endpoint, Attributes, ReturnSubscriptionArn: true };
  const { SubscriptionArn = "" } = await world.call(subscribe, input);
  await world.settle();
  const Token = JSON.parse(sent.at(-1)?.text ?? "").Token;
  await world.call(confirmSubscription, { TopicArn: TOPIC, Token });
  sent.length = 0;
  return SubscriptionArn;
}

const retries = (more: object) => JSON.stringify({ healthyRetryPolicy: more });

describe("a subscription of an HTTP endpoint", () => {
  it("is confirmed by the token in a signed POST, which names no subscription yet", async () => {
    const wire = await createHookWorld();
    const { world, sent } = wire;
    expect(await world.call(subscribe, { TopicArn: TOPIC, Protocol: "http", Endpoint: HOOK })).toEqual({
      SubscriptionArn: "pending confirmation",
    });
    await world.settle();
    const [post] = sent;
    const question = JSON.parse(post?.text ?? "");
    expect(post).toMatchObject({ kind: "http", to: HOOK, attempt: 1, source: TOPIC });
    expect(post?.headers).toEqual({
      "x-amz-sns-message-type": "SubscriptionConfirmation",
      "x-amz-sns-message-id": question.MessageId,
      "x-amz-sns-topic-arn": TOPIC,
      "content-type": "text/plain; charset=UTF-8",
      "user-agent": "Amazon Simple Notification Service Agent",
      "accept-encoding": "gzip,deflate",
    });
    expect(Object.keys(question)).toEqual([
      ...["Type", "MessageId", "Token", "TopicArn", "Message", "SubscribeURL", "Timestamp"],
      ...["SignatureVersion", "Signature", "SigningCertURL"],
    ]);
    expect(question.Message).toBe(
      `You have chosen to subscribe to the topic ${TOPIC}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    );
    expect(question.SubscribeURL).toBe(
      `http://127.0.0.1:4566/?Action=ConfirmSubscription&TopicArn=${TOPIC}&Token=${question.Token}`,
    );
    expect(await verifies(world, question)).toBe(true);
    await publishAndSettle(world, "too early");
    expect(sent).toHaveLength(1);
    const { SubscriptionArn } = await world.call(confirmSubscription, { TopicArn: TOPIC, Token: question.Token });
    await publishAndSettle(world, "hello");
    expect(sent[1]?.headers).toMatchObject({
      "x-amz-sns-message-type": "Notification",
      "x-amz-sns-subscription-arn": SubscriptionArn,
    });
    expect(JSON.parse(sent[1]?.text ?? "")).toMatchObject({ Type: "Notification", Message: "hello" });
  });

  it("is asked again by the delivery policy when the endpoint is not there", async () => {
    const wire = await createHookWorld();
    wire.answer = broken;
    await wire.world.call(subscribe, { TopicArn: TOPIC, Protocol: "http", Endpoint: HOOK });
    await wire.world.settle();
    await wire.world.advance(3600);
    expect(wire.sent.map(({ second }) => second)).toEqual([0, 20, 40, 60]);
    expect(new Set(wire.sent.map(({ id }) => id)).size).toBe(1);
    expect((await textsOf(wire.world, "subscription.confirmation-failed")).at(-1)).toBe(
      `the SubscriptionConfirmation could not be delivered to ${HOOK}: it answered 503 Service Unavailable. Given up after 4 tries: subscribe once more to have it sent again`,
    );
  });

  it("says farewell to an endpoint whose subscription ended by its link, with a way back", async () => {
    const wire = await createHookWorld();
    const { world, sent } = wire;
    const SubscriptionArn = await subscribeHook(wire, { FilterPolicy: '{"store":["books"]}' });
    await world.call(unsubscribe, { SubscriptionArn, ByLink: true });
    await world.settle();
    const farewell = JSON.parse(sent[0]?.text ?? "");
    expect(sent[0]?.headers).toMatchObject({ "x-amz-sns-message-type": "UnsubscribeConfirmation" });
    expect(farewell.Message).toContain(`You have chosen to deactivate subscription ${SubscriptionArn}.`);
    expect(await verifies(world, farewell)).toBe(true);
    await publishAndSettle(world, "nobody listens");
    expect(sent).toHaveLength(1);
    const back = { TopicArn: TOPIC, Token: farewell.Token, ByLink: true };
    expect(await world.call(confirmSubscription, back)).toEqual({ SubscriptionArn });
    await publishAndSettle(world, "hello", { store: { DataType: "String", StringValue: "books" } });
    await publishAndSettle(world, "filtered out");
    expect(sent.map(({ text }) => JSON.parse(text).Message).slice(1)).toEqual(["hello"]);
  });

  it("can't be taken back after two days, and the account that ended it is told nothing", async () => {
    const wire = await createHookWorld();
    const { world, sent } = wire;
    const SubscriptionArn = await subscribeHook(wire);
    await world.call(unsubscribe, { SubscriptionArn, ByLink: true });
    await world.settle();
    const { Token } = JSON.parse(sent[0]?.text ?? "");
    await world.advance(2 * 86_400);
    const refused = world.call(confirmSubscription, { TopicArn: TOPIC, Token, ByLink: true });
    await expect(refused).rejects.toMatchObject({ message: "Invalid parameter: Token" });
    const other = await subscribeHook(wire, {}, "https://hooks.example.com/other");
    await world.call(unsubscribe, { SubscriptionArn: other });
    await world.settle();
    expect(sent).toEqual([]);
  });
});

describe("a delivery to an HTTP endpoint", () => {
  it("is the message itself when it is raw, of the type that the policy names, without its attributes", async () => {
    const wire = await createHookWorld();
    const requestPolicy = { headerContentType: "application/xml" };
    await subscribeHook(wire, { RawMessageDelivery: "true", DeliveryPolicy: JSON.stringify({ requestPolicy }) });
    await publishAndSettle(wire.world, "<a/>", { store: { DataType: "String", StringValue: "books" } });
    expect(wire.sent).toMatchObject([
      { text: "<a/>", headers: { "x-amz-sns-rawdelivery": "true", "content-type": "application/xml" } },
    ]);
    expect(JSON.stringify(wire.sent)).not.toContain("books");
  });

  it("is signed by SHA256 where the topic says so, and of no other type than text and JSON in an envelope", async () => {
    const wire = await createHookWorld();
    const change = (AttributeName: string, AttributeValue: string) =>
      wire.world.call(setTopicAttributes, { TopicArn: TOPIC, AttributeName, AttributeValue });
    await change("SignatureVersion", "2");
    await change("DeliveryPolicy", '{"http":{"defaultRequestPolicy":{"headerContentType":"application/json"}}}');
    await subscribeHook(wire);
    await publishAndSettle(wire.world, "one");
    await change("DeliveryPolicy", '{"http":{"defaultRequestPolicy":{"headerContentType":"text/csv"}}}');
    await publishAndSettle(wire.world, "two");
    expect(wire.sent.map(({ headers }) => headers?.["content-type"])).toEqual([
      "application/json",
      "text/plain; charset=UTF-8",
    ]);
    const envelope = JSON.parse(wire.sent[0]?.text ?? "");
    expect(envelope.SignatureVersion).toBe("2");
    expect(await verifies(wire.world, envelope)).toBe(true);
  });

  it("takes the endpoint's user and password along where nobody reads them", async () => {
    const wire = await createHookWorld();
    const SubscriptionArn = await subscribeHook(wire, {}, "https://ada:s%3Acret@hooks.example.com/news#here");
    const raw = { SubscriptionArn, AttributeName: "RawMessageDelivery", AttributeValue: "true" };
    await wire.world.call(setSubscriptionAttributes, raw);
    await publishAndSettle(wire.world, "hello");
    const strange = "https:///ada:cret@hooks.example.com/pending";
    await wire.world.call(subscribe, { TopicArn: TOPIC, Protocol: "https", Endpoint: strange });
    await wire.world.advance(3 * 86_400);
    expect(wire.sent).toMatchObject([
      { to: HOOK.replace("http:", "https:"), credentials: { user: "ada", password: "s:cret" } },
      { to: "https://hooks.example.com/pending", credentials: { user: "ada", password: "cret" } },
    ]);
    expect(await textsOf(wire.world, "subscription.expired")).toHaveLength(1);
    const listed = await wire.world.call(listSubscriptionsByTopic, { TopicArn: TOPIC });
    const seen = JSON.stringify([await inbox(wire.world), await wire.world.events(), listed]);
    expect(seen).toContain("https://ada:****@hooks.example.com/news");
    expect(seen).not.toContain("cret");
  });

  it("is tried again by the subscription's policy, in playground time, each try kept with its answer", async () => {
    const wire = await createHookWorld();
    const policy = { numRetries: 6, numNoDelayRetries: 1, numMinDelayRetries: 1, numMaxDelayRetries: 1 };
    await subscribeHook(wire, {
      DeliveryPolicy: retries({ ...policy, minDelayTarget: 5, maxDelayTarget: 45, backoffFunction: "exponential" }),
    });
    wire.answer = ({ attempt = 1 }) => (attempt < 7 ? broken() : fine());
    await publishAndSettle(wire.world, "hello");
    await wire.world.advance(600);
    expect(wire.sent.map(({ second }) => second)).toEqual([0, 0, 5, 10, 25, 70, 115]);
    const tries = (await inbox(wire.world)).filter(({ id }) => id === wire.sent[0]?.id);
    const kept = tries.map(({ attempt, outcome }) => [attempt, outcome.status]);
    expect(kept).toEqual([1, 2, 3, 4, 5, 6].map((one) => [one, "failed"]).concat([[7, "delivered"]]));
    const failed = await textsOf(wire.world, "delivery.failed");
    expect(failed[0]).toMatch(/it answered 503 Service Unavailable\. Try 2 comes at once$/);
    expect(failed[5]).toMatch(/Try 7 comes in 45 s$/);
    expect((await textsOf(wire.world, "message.delivered"))[0]).toContain("in an envelope of JSON: answered 200");
  });

  it("is tried again by the topic's policy, which may forbid the subscription's own", async () => {
    const wire = await createHookWorld();
    const own = retries({ numRetries: 1, minDelayTarget: 1, maxDelayTarget: 1 });
    const http = {
      defaultHealthyRetryPolicy: { numRetries: 2, minDelayTarget: 7, maxDelayTarget: 7 },
      disableSubscriptionOverrides: true,
    };
    await subscribeHook(wire, { DeliveryPolicy: own });
    wire.answer = broken;
    await publishAndSettle(wire.world, "one");
    await wire.world.advance(100);
    expect(wire.sent.map(({ second }) => second)).toEqual([0, 1]);
    const AttributeValue = JSON.stringify({ http });
    await wire.world.call(setTopicAttributes, { TopicArn: TOPIC, AttributeName: "DeliveryPolicy", AttributeValue });
    await publishAndSettle(wire.world, "two");
    await wire.world.advance(100);
    expect(wire.sent.slice(2).map(({ second }) => second)).toEqual([100, 107, 114]);
  });

  it("is given up at once when the endpoint refuses it", async () => {
    const wire = await createHookWorld();
    await subscribeHook(wire);
    wire.answer = () => {
      throw refusal("it answered 404 Not Found", { statusCode: 404 });
    };
    const id = await publishAndSettle(wire.world, "hello");
    await wire.world.advance(600);
    expect(wire.sent).toHaveLength(1);
    expect(await textsOf(wire.world, "delivery.abandoned")).toEqual([
      `message ${id} could not be delivered to ${HOOK}: it answered 404 Not Found. Given up after one try; the message is lost to this subscriber`,
    ]);
  });

  it("waits for its turn at an endpoint that takes only so many a second", async () => {
    const wire = await createHookWorld();
    await subscribeHook(wire, { DeliveryPolicy: '{"throttlePolicy":{"maxReceivesPerSecond":2}}' });
    for (const text of ["a", "b", "c", "d", "e"]) await wire.world.call(publish, { TopicArn: TOPIC, Message: text });
    await wire.world.settle();
    await wire.world.advance(10);
    expect(wire.sent.map(({ second }) => second)).toEqual([0, 0.5, 1, 1.5, 2]);
    const waits = await textsOf(wire.world, "delivery.throttled");
    expect(waits).toHaveLength(4);
    expect(waits[3]).toMatch(/waits 2 s for its turn: http:\/\/hooks\.example\.com\/news takes 2 a second$/);
    await publishAndSettle(wire.world, "f");
    expect(wire.sent.at(-1)?.second).toBe(10);
  });

  it("ends in the subscription's dead-letter queue when it has one", async () => {
    const wire = await createHookWorld();
    await wire.world.call(createQueue, { QueueName: "lost" });
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: queueArnOf("lost") });
    const SubscriptionArn = await subscribeHook(wire, { RedrivePolicy });
    wire.answer = broken;
    const id = await publishAndSettle(wire.world, "hello");
    await wire.world.advance(60);
    expect(wire.sent).toHaveLength(4);
    const [letter = ""] = await textsIn(wire.world, "lost");
    expect(JSON.parse(letter)).toMatchObject({ Type: "Notification", MessageId: id, Message: "hello" });
    expect((await textsOf(wire.world, "delivery.dead-lettered"))[0]).toMatch(
      /Given up after 4 tries; moved to the dead-letter queue lost$/,
    );
    const change = { SubscriptionArn, AttributeName: "RedrivePolicy", AttributeValue: "" };
    await wire.world.call(setSubscriptionAttributes, change);
    await publishAndSettle(wire.world, "again");
    await wire.world.advance(60);
    expect(await textsIn(wire.world, "lost")).toHaveLength(1);
  });
});

import { describe, expect, it } from "vitest";
import { confirmSubscription } from "../../../shared/services/sns/operations/confirm-subscription.ts";
import { createTopic } from "../../../shared/services/sns/operations/create-topic.ts";
import { deleteTopic } from "../../../shared/services/sns/operations/delete-topic.ts";
import { getSubscriptionAttributes } from "../../../shared/services/sns/operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "../../../shared/services/sns/operations/get-topic-attributes.ts";
import { listSubscriptions } from "../../../shared/services/sns/operations/list-subscriptions.ts";
import { listSubscriptionsByTopic } from "../../../shared/services/sns/operations/list-subscriptions-by-topic.ts";
import { setSubscriptionAttributes } from "../../../shared/services/sns/operations/set-subscription-attributes.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { unsubscribe } from "../../../shared/services/sns/operations/unsubscribe.ts";
import type { World } from "../../support/world.ts";
import {
  createNewsWorld,
  inbox,
  publishAndSettle,
  queueArnOf,
  subscribeQueue,
  TOPIC,
  textsIn,
  textsOf,
} from "./support.ts";

const ADA = "ada@example.com";
const TWO_DAYS = 2 * 24 * 3600;

async function subscribeAda(world: World): Promise<string> {
  const input = { TopicArn: TOPIC, Protocol: "email", Endpoint: ADA, ReturnSubscriptionArn: true };
  const { SubscriptionArn = "" } = await world.call(subscribe, input);
  await world.settle();
  return SubscriptionArn;
}

async function tokensInInbox(world: World): Promise<string[]> {
  return (await inbox(world)).map(({ link = "" }) => new URL(link).searchParams.get("token") ?? "");
}

async function counts(world: World, TopicArn = TOPIC) {
  const { Attributes = {} } = await world.call(getTopicAttributes, { TopicArn });
  const { SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted } = Attributes;
  return [SubscriptionsConfirmed, SubscriptionsPending, SubscriptionsDeleted].map(Number);
}

describe("a subscription by e-mail", () => {
  it("waits for its confirmation, by a link in the inbox, and gets nothing before", async () => {
    const world = await createNewsWorld();
    const answer = await world.call(subscribe, { TopicArn: TOPIC, Protocol: "email", Endpoint: ADA });
    expect(answer).toEqual({ SubscriptionArn: "pending confirmation" });
    await world.settle();
    const letters = await inbox(world);
    expect(letters).toMatchObject([
      { kind: "email", to: ADA, subject: "AWS Notification - Subscription Confirmation" },
    ]);
    expect(letters[0]?.text).toContain(letters[0]?.link);
    expect(letters[0]?.link).toMatch(
      /^http:\/\/127\.0\.0\.1:4566\/v1\/topics\/news\/subscriptions\/[-0-9a-f]{36}\/confirm\?token=[0-9a-f]{96}$/,
    );
    const id = await publishAndSettle(world, "too early");
    expect(await inbox(world)).toHaveLength(1);
    expect(await textsOf(world, "message.filtered")).toEqual([
      `message ${id} not sent to ${ADA}: it has not confirmed its subscription`,
    ]);
    expect(await counts(world)).toEqual([0, 1, 0]);
    const { Subscriptions } = await world.call(listSubscriptionsByTopic, { TopicArn: TOPIC });
    expect(Subscriptions).toMatchObject([{ SubscriptionArn: "PendingConfirmation", Endpoint: ADA }]);
  });

  it("gets messages, with a link to end it, once it is confirmed", async () => {
    const world = await createNewsWorld();
    const arn = await subscribeAda(world);
    const [Token = ""] = await tokensInInbox(world);
    expect(await world.call(confirmSubscription, { TopicArn: TOPIC, Token })).toEqual({ SubscriptionArn: arn });
    expect(await counts(world)).toEqual([1, 0, 0]);
    await world.advance(1);
    await publishAndSettle(world, "hello");
    const letter = (await inbox(world))[1];
    expect(letter).toMatchObject({ kind: "email", to: ADA, subject: "AWS Notification Message" });
    expect(letter?.text).toMatch(/^hello\n\n--\n(.*\n)*To end it: http:\/\/127\.0\.0\.1:4566\/.*\/unsubscribe\?token=/);
    expect(letter).not.toHaveProperty("link");
  });

  it("may be confirmed twice; a wrong token, one of another topic and one that is too old are refused alike", async () => {
    const world = await createNewsWorld();
    await world.call(createTopic, { Name: "other" });
    await subscribeAda(world);
    const [Token = ""] = await tokensInInbox(world);
    const refused = { code: "InvalidParameter", message: "Invalid parameter: Token" };
    for (const wrong of ["", "x", Token.replace(/.$/, (last) => (last === "0" ? "1" : "0"))])
      await expect(world.call(confirmSubscription, { TopicArn: TOPIC, Token: wrong })).rejects.toMatchObject(refused);
    const elsewhere = { TopicArn: TOPIC.replace("news", "other"), Token };
    await expect(world.call(confirmSubscription, elsewhere)).rejects.toMatchObject(refused);
    world.clock.advance(TWO_DAYS * 1000);
    await expect(world.call(confirmSubscription, { TopicArn: TOPIC, Token })).rejects.toMatchObject(refused);
  });

  it("stays confirmed when the link is followed again", async () => {
    const world = await createNewsWorld();
    const SubscriptionArn = await subscribeAda(world);
    const [Token = ""] = await tokensInInbox(world);
    await world.call(confirmSubscription, { TopicArn: TOPIC, Token, ByLink: true });
    await world.call(confirmSubscription, { TopicArn: TOPIC, Token });
    expect(await counts(world)).toEqual([1, 0, 0]);
    const { Attributes } = await world.call(getSubscriptionAttributes, { SubscriptionArn });
    expect(Attributes).toMatchObject({ PendingConfirmation: "false", ConfirmationWasAuthenticated: "false" });
  });

  it("is removed when nobody confirms it within two days", async () => {
    const world = await createNewsWorld();
    await subscribeAda(world);
    await world.advance(TWO_DAYS - 1);
    expect(await counts(world)).toEqual([0, 1, 0]);
    await world.advance(1);
    expect(await counts(world)).toEqual([0, 0, 1]);
    expect((await textsOf(world, "subscription.expired"))[0]).toContain("nobody confirmed it within two days");
  });

  it("gets its letter again, and two more days, when it is asked for again", async () => {
    const world = await createNewsWorld();
    const first = await subscribeAda(world);
    await world.advance(TWO_DAYS - 1);
    expect(await subscribeAda(world)).toBe(first);
    expect(await inbox(world)).toHaveLength(2);
    await world.advance(TWO_DAYS - 1);
    expect(await counts(world)).toEqual([0, 1, 0]);
    await world.advance(1);
    expect(await counts(world)).toEqual([0, 0, 1]);
  });

  it("ends by the link, unless it was confirmed with AuthenticateOnUnsubscribe", async () => {
    const world = await createNewsWorld();
    const SubscriptionArn = await subscribeAda(world);
    const [Token = ""] = await tokensInInbox(world);
    await world.call(confirmSubscription, { TopicArn: TOPIC, Token, AuthenticateOnUnsubscribe: "true" });
    await expect(world.call(unsubscribe, { SubscriptionArn, Token: "wrong" })).rejects.toMatchObject({
      code: "InvalidParameter",
    });
    await expect(world.call(unsubscribe, { SubscriptionArn, Token })).rejects.toMatchObject({
      code: "AuthorizationError",
    });
    await world.call(unsubscribe, { SubscriptionArn });
    expect(await counts(world)).toEqual([0, 0, 1]);
  });
});

describe("a subscription of a queue", () => {
  it("shows what AWS shows", async () => {
    const world = await createNewsWorld();
    const SubscriptionArn = await subscribeQueue(world, "one", { FilterPolicy: '{"store": ["books"]}' });
    expect(SubscriptionArn).toMatch(/^arn:aws:sns:us-east-1:000000000000:news:[-0-9a-f]{36}$/);
    expect(await world.call(getSubscriptionAttributes, { SubscriptionArn })).toEqual({
      Attributes: {
        SubscriptionArn,
        TopicArn: TOPIC,
        Owner: "000000000000",
        Protocol: "sqs",
        Endpoint: queueArnOf("one"),
        PendingConfirmation: "false",
        ConfirmationWasAuthenticated: "true",
        RawMessageDelivery: "false",
        SubscriptionPrincipal: "arn:aws:iam::000000000000:root",
        FilterPolicy: '{"store": ["books"]}',
        FilterPolicyScope: "MessageAttributes",
      },
    });
  });

  it("is the same one when it is asked for again, and refused when it is asked for differently", async () => {
    const world = await createNewsWorld();
    const first = await subscribeQueue(world, "one", { RawMessageDelivery: "true" });
    expect(await subscribeQueue(world, "one", { RawMessageDelivery: "true" })).toBe(first);
    expect(await subscribeQueue(world, "one")).toBe(first);
    await expect(subscribeQueue(world, "one", { RawMessageDelivery: "false" })).rejects.toMatchObject({
      message: "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
      restStatus: 409,
    });
    expect(await counts(world)).toEqual([1, 0, 0]);
  });

  it("is one when it is asked for twenty times at once", async () => {
    const world = await createNewsWorld();
    const arns = await Promise.all(
      Array.from({ length: 20 }, () =>
        world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf("one") }),
      ),
    );
    expect(new Set(arns.map(({ SubscriptionArn }) => SubscriptionArn)).size).toBe(1);
    expect(await counts(world)).toEqual([1, 0, 0]);
  });

  it("changes its filter policy and raw delivery, and takes the policy away with an empty one", async () => {
    const world = await createNewsWorld();
    const SubscriptionArn = await subscribeQueue(world, "one");
    const set = (AttributeName: string, AttributeValue: string) =>
      world.call(setSubscriptionAttributes, { SubscriptionArn, AttributeName, AttributeValue });
    await set("RawMessageDelivery", "true");
    await set("FilterPolicy", '{"store":["books"]}');
    await publishAndSettle(world, "filtered");
    await set("FilterPolicy", "{}");
    await publishAndSettle(world, "all");
    expect(await textsIn(world, "one")).toEqual(["all"]);
    const { Attributes = {} } = await world.call(getSubscriptionAttributes, { SubscriptionArn });
    expect(Attributes).toMatchObject({ RawMessageDelivery: "true" });
    expect(Attributes).not.toHaveProperty("FilterPolicy");
  });

  it("is over at once when it is unsubscribed, and again is no mistake", async () => {
    const world = await createNewsWorld();
    const SubscriptionArn = await subscribeQueue(world, "one");
    await world.call(unsubscribe, { SubscriptionArn });
    await world.call(unsubscribe, { SubscriptionArn });
    await publishAndSettle(world, "hello");
    expect(await textsIn(world, "one")).toEqual([]);
    expect(await counts(world)).toEqual([0, 0, 1]);
    await expect(world.call(getSubscriptionAttributes, { SubscriptionArn })).rejects.toMatchObject({
      code: "NotFound",
      message: "Subscription does not exist",
    });
  });
});

describe("a topic's subscriptions", () => {
  it("are none when the topic is deleted while somebody subscribes", async () => {
    const world = await createNewsWorld();
    const { transact } = world.store;
    let deleted = false;
    world.store.transact = async (writes) => {
      if (!deleted) {
        deleted = true;
        await world.call(deleteTopic, { TopicArn: TOPIC });
      }
      return transact.call(world.store, writes);
    };
    const input = { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf("one") };
    await expect(world.call(subscribe, input)).rejects.toMatchObject({ code: "NotFound" });
    await world.settle();
    const partition = `${await world.root()}/sns/subscriptions`;
    expect(await world.store.query({ table: "plain", partition, limit: 10 })).toEqual([]);
  });

  it("vanish with it, and don't come back with a new topic of its name", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < 70; index += 1) await subscribeQueue(world, `q${index}`);
    await world.call(deleteTopic, { TopicArn: TOPIC });
    expect((await world.call(listSubscriptions, {})).Subscriptions).toEqual([]);
    await world.call(createTopic, { Name: "news" });
    expect(await counts(world)).toEqual([0, 0, 0]);
    expect((await world.call(listSubscriptionsByTopic, { TopicArn: TOPIC })).Subscriptions).toEqual([]);
    await world.settle();
    const left = await world.store.query({
      table: "plain",
      partition: `${await world.root()}/sns/subscriptions`,
      limit: 10,
    });
    expect(left).toEqual([]);
  });

  it("are listed a hundred a page, by topic and by account", async () => {
    const world = await createNewsWorld();
    for (let index = 0; index < 101; index += 1)
      await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint: queueArnOf(`q${index}`) });
    const lists = [
      (NextToken?: string) => world.call(listSubscriptionsByTopic, { TopicArn: TOPIC, NextToken }),
      (NextToken?: string) => world.call(listSubscriptions, { NextToken }),
    ];
    for (const list of lists) {
      const first = await list();
      const second = await list(first.NextToken);
      expect([first.Subscriptions?.length, second.Subscriptions?.length]).toEqual([100, 1]);
      expect(second.NextToken).toBeUndefined();
      const endpoints = [...(first.Subscriptions ?? []), ...(second.Subscriptions ?? [])].map(
        ({ Endpoint }) => Endpoint,
      );
      expect(new Set(endpoints).size).toBe(101);
    }
  });

  it("are listed for the caller's account and region only", async () => {
    const world = await createNewsWorld();
    await subscribeQueue(world, "one");
    expect((await world.call(listSubscriptions, {}, { region: "eu-west-1" })).Subscriptions).toEqual([]);
    expect((await world.call(listSubscriptions, {}, { account: "111111111111" })).Subscriptions).toEqual([]);
    expect((await world.call(listSubscriptions, {}, { region: "*" })).Subscriptions).toHaveLength(1);
  });
});

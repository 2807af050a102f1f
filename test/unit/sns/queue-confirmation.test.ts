import { expect, it } from "vitest";
import { confirmSubscription } from "../../../shared/services/sns/operations/confirm-subscription.ts";
import { publish } from "../../../shared/services/sns/operations/publish.ts";
import { subscribe } from "../../../shared/services/sns/operations/subscribe.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import type { World } from "../../support/world.ts";
import { createNewsWorld, TOPIC, textsOf } from "./support.ts";

const OTHER = "123456789012";
const as = { account: OTHER, principal: { kind: "account", account: OTHER } } as const;
const Endpoint = `arn:aws:sqs:us-east-1:${OTHER}:theirs`;
const QueueUrl = `http://127.0.0.1:4566/${OTHER}/theirs`;

/** A queue of another account; its policy lets the topic in, or nobody. */
async function createTheirQueue(world: World, lets: boolean): Promise<void> {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: Endpoint,
    Condition: { ArnEquals: { "aws:SourceArn": TOPIC } },
  };
  const Attributes = lets ? { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) } : {};
  await world.call(createQueue, { QueueName: "theirs", Attributes }, as);
}

async function receive(world: World): Promise<Readonly<Record<string, string>>> {
  const { Messages } = await world.call(receiveMessage, { QueueUrl }, as);
  return JSON.parse(Messages?.[0]?.Body ?? "{}");
}

it("a queue of another account is asked in the queue itself: who can read it can confirm", async () => {
  const world = await createNewsWorld();
  await createTheirQueue(world, true);
  const answer = await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint });
  expect(answer).toEqual({ SubscriptionArn: "pending confirmation" });
  await world.call(publish, { TopicArn: TOPIC, Message: "too early" });
  await world.settle();
  const question = await receive(world);
  expect(question).toMatchObject({ Type: "SubscriptionConfirmation", TopicArn: TOPIC });
  await world.call(confirmSubscription, { TopicArn: TOPIC, Token: question.Token }, as);
  await world.call(publish, { TopicArn: TOPIC, Message: "hello" });
  await world.settle();
  expect(await receive(world)).toMatchObject({ Type: "Notification", Message: "hello" });
});

it("a queue of another account whose policy doesn't let the topic in is never asked, and the journal tells", async () => {
  const world = await createNewsWorld();
  await createTheirQueue(world, false);
  await world.call(subscribe, { TopicArn: TOPIC, Protocol: "sqs", Endpoint });
  await world.settle();
  expect(await receive(world)).toEqual({});
  expect((await textsOf(world, "subscription.confirmation-failed"))[0]).toMatch(
    /could not be delivered to the queue theirs: .*Given up after one try: subscribe once more/,
  );
});

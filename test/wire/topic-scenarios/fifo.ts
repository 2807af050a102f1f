import { type PublishInput, SetSubscriptionAttributesCommand } from "@aws-sdk/client-sns";
import { expect } from "vitest";
import type { Scenario, Scenarios, Stage } from "./stage.ts";

const ALL = { MessageSystemAttributeNames: ["All"] };

async function fifoPair(stage: Stage, content = false) {
  const ContentBasedDeduplication = String(content);
  const TopicArn = await stage.topic({ FifoTopic: "true", ContentBasedDeduplication });
  const queue = await stage.queue({ FifoQueue: "true" });
  return { TopicArn, queue, SubscriptionArn: await stage.subscribe(TopicArn, queue.arn) };
}

const toStandardQueue: Scenario = async (stage) => {
  const isRaw = stage.variant === "True";
  const TopicArn = await stage.topic({ FifoTopic: "true", ContentBasedDeduplication: String(isRaw) });
  const queue = await stage.queue();
  await stage.subscribe(TopicArn, queue.arn);
  // The variants differ in where the deduplication id comes from.
  const id = isRaw ? {} : { MessageDeduplicationId: "id" };
  const input: PublishInput = { TopicArn, Message: "Test", MessageGroupId: "message-group-id-1", ...id };
  await stage.publish(input);
  stage.same("messages", await stage.receive(queue.url, 1, ALL));
  await stage.publish(input);
  stage.same("dedup-messages", await stage.receive(queue.url, 0, ALL));
};

export const fifoScenarios: Scenarios = {
  test_fifo_topic_to_regular_sqs: toStandardQueue,

  async test_message_to_fifo_sqs_ordering(stage) {
    // Nothing of what AWS answered is in the recording, but its name says what must hold.
    const { TopicArn, queue } = await fifoPair(stage, true);
    const texts = Array.from({ length: 10 }, (_, index) => `message ${index}`);
    for (const Message of texts) await stage.publish({ TopicArn, Message, MessageGroupId: "g" });
    const { Messages = [] } = await stage.receive(queue.url, 10);
    expect(Messages.map(({ Body = "{}" }) => JSON.parse(Body).Message)).toEqual(texts);
  },

  async test_publish_to_fifo_topic_deduplication_on_topic_level(stage) {
    const { TopicArn, queue } = await fifoPair(stage, true);
    const input = { TopicArn, Message: "Test", MessageGroupId: "message-group-id-1" };
    await stage.publish(input);
    stage.same("messages", await stage.receive(queue.url, 1, ALL));
    await stage.publish(input);
    stage.same("dedup-messages", await stage.receive(queue.url, 0, ALL));
  },

  async test_validations_for_fifo(stage) {
    const standard = await stage.topic();
    const { TopicArn, queue, SubscriptionArn } = await fifoPair(stage);
    const plain = await stage.queue();
    await stage.refused("not-fifo-topic", stage.subscribe(standard, queue.arn));
    const other = await stage.subscribe(TopicArn, plain.arn);
    stage.same("not-fifo-queue", (await stage.attributes(other)).Attributes ?? {});
    await stage.refused("no-msg-group-id", stage.publish({ TopicArn, Message: "x" }));
    await stage.refused("no-dedup-policy", stage.publish({ TopicArn, Message: "x", MessageGroupId: "g" }));
    const withId = { TopicArn: standard, Message: "x", MessageDeduplicationId: "d" };
    await stage.refused("no-msg-dedup-regular-topic", stage.publish(withId));
    const AttributeValue = JSON.stringify({ deadLetterTargetArn: plain.arn });
    const redrive = { SubscriptionArn, AttributeName: "RedrivePolicy", AttributeValue };
    const call = stage.sns.send(new SetSubscriptionAttributesCommand(redrive));
    await stage.refused("regular-queue-for-dlq-of-fifo-topic", call);
  },
};

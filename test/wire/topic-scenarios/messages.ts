import {
  GetTopicAttributesCommand,
  PublishBatchCommand,
  SetTopicAttributesCommand,
  SNSClient,
} from "@aws-sdk/client-sns";
import { GetQueueAttributesCommand } from "@aws-sdk/client-sqs";
import { clientOptions } from "../support/clients.ts";
import type { Scenarios, Stage } from "./stage.ts";

const ALL = { MessageSystemAttributeNames: ["All"] };
const number = (StringValue: string) => ({ attr1: { DataType: "Number", StringValue } });

async function publishBatch(stage: Stage, TopicArn: string, messages: readonly object[]) {
  const entries = messages.map((message, index) => ({ Id: String(index), Message: "x", ...message }));
  return stage.sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: entries }));
}

function elsewhere(stage: Stage): SNSClient {
  return new SNSClient(clientOptions(stage, { account: "111111111111", region: "eu-west-1" }));
}

export const messageScenarios: Scenarios = {
  async test_empty_sns_message(stage) {
    const { TopicArn, queue } = await stage.pair();
    await stage.refused("empty-msg-error", stage.publish({ TopicArn, Message: "" }));
    const AttributeNames = ["ApproximateNumberOfMessages" as const];
    const answer = await stage.sqs.send(new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames }));
    stage.same("queue-attrs", answer);
  },

  async test_publish_batch_too_long_message(stage) {
    const TopicArn = await stage.topic();
    const half = "x".repeat(131_073);
    const batch = publishBatch(stage, TopicArn, [{ Message: half }, { Message: half }]);
    await stage.refused("error-no-attrs", batch);
    const MessageAttributes = { a: { DataType: "String", StringValue: half } };
    await stage.refused("error-with-attrs", publishBatch(stage, TopicArn, [{ Message: half, MessageAttributes }]));
  },

  async test_publish_message_before_subscribe_topic(stage) {
    const TopicArn = await stage.topic();
    const before = { TopicArn, Message: "test_message_before", Subject: "test-subject-before-sub" };
    stage.same("publish-before-subscribing", await stage.publish(before));
    const queue = await stage.queue();
    // What was published before reaches nobody, however late it is fanned out: so it must be through.
    await stage.fannedOut(TopicArn);
    await stage.subscribe(TopicArn, queue.arn);
    const after = { TopicArn, Message: "test_message_after", Subject: "test-subject-after-sub" };
    stage.same("publish-after-subscribing", await stage.publish(after));
    stage.same("receive-messages", await stage.receive(queue.url));
  },

  async test_publish_message_by_target_arn(stage) {
    const { TopicArn, queue } = await stage.pair();
    await stage.publish({ TopicArn, Message: "test-msg-1" });
    stage.same("receive-topic-arn", await stage.receive(queue.url));
    await stage.publish({ TargetArn: TopicArn, Message: "test-msg-2" });
    stage.same("receive-target-arn", await stage.receive(queue.url));
  },

  async test_publish_with_empty_subject(stage) {
    const TopicArn = await stage.topic();
    stage.same("response-without-subject", await stage.publish({ TopicArn, Message: "x" }));
    await stage.refused("response-with-empty-subject", stage.publish({ TopicArn, Message: "x", Subject: "" }));
  },

  async test_topic_publish_another_region(stage) {
    const TopicArn = await stage.topic();
    stage.same("success", await stage.publish({ TopicArn, Message: "x" }));
    const foreign = TopicArn.replace("us-east-1", "eu-west-1");
    await stage.refused("error", stage.publish({ TopicArn: foreign, Message: "x" }));
    await stage.refused("error-batch", publishBatch(stage, foreign, [{}]));
  },

  async test_unknown_topic_publish(stage) {
    const TopicArn = await stage.topic();
    stage.same("success", await stage.publish({ TopicArn, Message: "x" }));
    await stage.refused("error", stage.publish({ TopicArn: `${TopicArn}-missing`, Message: "x" }));
  },

  async test_message_attributes_prefixes(stage) {
    const { TopicArn } = await stage.pair();
    const publish = (DataType: string) => {
      const value = DataType.startsWith("Binary") ? { BinaryValue: Buffer.from("x") } : { StringValue: "1" };
      return stage.publish({ TopicArn, Message: "x", MessageAttributes: { attr1: { DataType, ...value } } });
    };
    await stage.refused("publish-error", publish("DataType.Prefix"));
    await stage.refused("publish-error-2", publish("strings"));
    stage.same("publish-ok-1", await publish("Binary"));
    stage.same("publish-ok-2", await publish("Number.int"));
  },

  async test_message_structure_json_to_sqs(stage) {
    const { TopicArn, queue } = await stage.pair();
    const publish = (texts: object) =>
      stage.publish({ TopicArn, MessageStructure: "json", Message: JSON.stringify(texts) });
    await publish({ default: "default field", sqs: JSON.stringify({ field: "value" }).replace(":", ": ") });
    stage.same("get-msg-json-sqs", await stage.receive(queue.url));
    await publish({ default: "default field", lambda: "lambda only" });
    stage.same("get-msg-json-default", await stage.receive(queue.url));
  },

  async test_publish_batch_messages_without_topic(stage) {
    const TopicArn = `${await stage.topic()}-missing`;
    await stage.refused("publish-batch-no-topic", publishBatch(stage, TopicArn, [{}]));
  },

  async test_publish_message_group_id(stage) {
    const { TopicArn, queue } = await stage.pair();
    await stage.publish({
      TopicArn,
      Message: "test signature value with attributes",
      MessageAttributes: number("1"),
      MessageGroupId: "my-group-id-1",
    });
    stage.same("messages", await stage.receive(queue.url, 1, ALL));
  },

  async test_publish_sqs_from_sns(stage) {
    const { TopicArn, queue, SubscriptionArn } = await stage.pair({ RawMessageDelivery: "true" });
    stage.same("sub-attrs-raw-true", await stage.attributes(SubscriptionArn));
    const names = { MessageAttributeNames: ["All"] };
    await stage.publish({ TopicArn, Message: "Test msg", MessageAttributes: number("99.12") });
    stage.same("message-raw-true", await stage.receive(queue.url, 1, names));
    await stage.setSubscription(SubscriptionArn, "RawMessageDelivery", "false");
    stage.same("sub-attrs-raw-false", await stage.attributes(SubscriptionArn));
    await stage.publish({ TopicArn, Message: "Test msg", MessageAttributes: number("100.12") });
    stage.same("message-raw-false", await stage.receive(queue.url, 1, names));
  },

  async test_publish_sqs_from_sns_with_xray_propagation(stage) {
    const { TopicArn, queue } = await stage.pair();
    const header = "Root=1-3152b799-8954dae64eda91bc9a23a7e8;Parent=7fa8c0f79203be72;Sampled=1";
    stage.sns.middlewareStack.add(
      (next) => (args) => {
        Object.assign((args.request as { headers: object }).headers, { "x-amzn-trace-id": header });
        return next(args);
      },
      { step: "build" },
    );
    await stage.publish({ TopicArn, Message: "X-Ray propagation test msg" });
    const names = { MessageSystemAttributeNames: ["SentTimestamp", "AWSTraceHeader"] };
    const { Messages = [] } = await stage.receive(queue.url, 1, names);
    stage.same("xray-msg", Messages[0] ?? {});
  },

  async test_publish_unicode_chars(stage) {
    const { TopicArn, queue } = await stage.pair();
    await stage.publish({ TopicArn, Message: '\u00f6\u00a7a1"_!?,. \u00a3$-' });
    stage.same("received-message", await stage.receive(queue.url));
  },

  async test_cross_region_delivery_sqs(stage) {
    const TopicArn = await stage.topic();
    const queue = await stage.queue({}, "eu-west-1");
    const there = elsewhere(stage);
    const input = { TopicArn, Protocol: "sqs", Endpoint: queue.arn };
    await stage.refused("subscribe-cross-region", there.send(stage.subscribeCommand(input)));
    there.destroy();
    stage.same("subscribe-same-region", await stage.sns.send(stage.subscribeCommand(input)));
    await stage.publish({ TopicArn, Message: "This is a test message", MessageAttributes: number("99.12") });
    stage.same("messages", await stage.receive(queue.url, 1, {}, "eu-west-1"));
  },

  async test_delivery_lambda(stage) {
    // The function's delivery log is not played: there are no delivery logs here. The topic's attributes are.
    const TopicArn = await stage.topic();
    const get = () => stage.sns.send(new GetTopicAttributesCommand({ TopicArn }));
    stage.same("get-topic-attrs", await get());
    stage.same("publish-no-logs", await stage.publish({ TopicArn, Message: "x" }));
    const set = (AttributeName: string, AttributeValue: string) =>
      stage.sns.send(new SetTopicAttributesCommand({ TopicArn, AttributeName, AttributeValue }));
    await set("LambdaSuccessFeedbackRoleArn", "arn:aws:iam::111111111111:role/logs");
    await set("LambdaSuccessFeedbackSampleRate", "100");
    stage.same("get-topic-attrs-with-success-feedback", await get());
    stage.same("publish-logs", await stage.publish({ TopicArn, Message: "x" }));
  },
};

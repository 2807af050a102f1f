import {
  ConfirmSubscriptionCommand,
  DeleteTopicCommand,
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListSubscriptionsCommand,
  UnsubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect } from "vitest";
import type { Scenarios, Stage } from "./stage.ts";

const RAW = { RawMessageDelivery: "true" };
const unsubscribe = (stage: Stage, SubscriptionArn: string) =>
  stage.sns.send(new UnsubscribeCommand({ SubscriptionArn }));

const queueUrlIsNoArn = (response: string) => async (stage: Stage) => {
  const TopicArn = await stage.topic();
  const { url } = await stage.queue();
  await stage.refused(response, stage.subscribe(TopicArn, url));
};

export const subscriptionScenarios: Scenarios = {
  async test_list_subscriptions(stage) {
    // Nothing of what AWS answered is in the recording, but its name says what must hold.
    const { SubscriptionArn } = await stage.pair();
    const found: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await stage.sns.send(new ListSubscriptionsCommand({ NextToken }));
      found.push(...(page.Subscriptions ?? []).map((one) => one.SubscriptionArn ?? ""));
      NextToken = page.NextToken;
    } while (NextToken);
    expect(found).toContain(SubscriptionArn);
  },

  async test_subscribe_with_invalid_protocol(stage) {
    const input = { TopicArn: await stage.topic(), Protocol: "test-protocol", Endpoint: "x" };
    await stage.refused("exception", stage.sns.send(stage.subscribeCommand(input)));
  },

  async test_unsubscribe_wrong_arn_format(stage) {
    await stage.refused("invalid-unsubscribe-arn-1", unsubscribe(stage, "randomstring"));
    await stage.refused("invalid-unsubscribe-arn-2", unsubscribe(stage, "arn:aws:sns:us-east-1:random"));
    await stage.refused("invalid-unsubscribe-arn-3", unsubscribe(stage, "arn:aws:sns:us-east-1:111111111111:random"));
    await stage.refused("invalid-unsubscribe-arn-4", unsubscribe(stage, ""));
  },

  async test_confirm_subscription(stage) {
    const TopicArn = await stage.topic("confirm-sub-e46f689a");
    const Endpoint = "confirm@example.com";
    await stage.sns.send(stage.subscribeCommand({ TopicArn, Protocol: "email", Endpoint }));
    const Token = await stage.tokenFor(Endpoint);
    const answer = await stage.sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
    stage.same("confirm-subscription", answer);
  },

  async test_get_subscription_attributes_error_not_exists(stage) {
    const { SubscriptionArn } = await stage.pair();
    const arn = SubscriptionArn.replace(/[^:]+$/, "00000000-0000-4000-8000-000000000000");
    const call = stage.sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }));
    await stage.refused("get-sub-attrs-nonexistent", call);
  },

  async test_getting_subscriptions_by_topic(stage) {
    const { TopicArn } = await stage.pair();
    const answer = await stage.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    stage.same("list-subscriptions-by-topic", answer);
  },

  async test_set_subscription_attributes(stage) {
    const { SubscriptionArn } = await stage.pair();
    await stage.setSubscription(SubscriptionArn, "RawMessageDelivery", "true");
    stage.same("set-subscription-attributes", await stage.attributes(SubscriptionArn));
  },

  async test_subscribe_attributes(stage) {
    const { SubscriptionArn } = await stage.pair();
    stage.same("get-subscription-attributes", await stage.attributes(SubscriptionArn));
  },

  test_subscribe_sqs_queue_url: queueUrlIsNoArn("subscribe-sqs-via-url-error"),
  test_subscribe_to_sqs_with_queue_url: queueUrlIsNoArn("sub-queue-url"),

  async test_unsubscribe_from_deleted_topic(stage) {
    const { TopicArn } = await stage.pair(RAW);
    await stage.sns.send(new DeleteTopicCommand({ TopicArn }));
    // The recorded call named what the topic's list showed then: no ARN.
    await stage.refused("unsubscribe-deleted-topic", unsubscribe(stage, "Deleted"));
  },
};

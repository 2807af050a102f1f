import { beforeAll, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, wireCalls } from "./support/calls.ts";
import { recordedError } from "./support/recorded.ts";

/* What AWS was recorded to answer over Query, and what is answered here: code, wording, status. */

const TOPIC = "arn:aws:sns:us-east-1:000000000000:news";
const NOBODY = "arn:aws:sns:us-east-1:000000000000:nobody";

const server = sharedServer();
const calls = wireCalls(server);
const call = (Action: string, fields: Record<string, string> = {}) =>
  calls.form({ Action, Version: "2010-03-31", ...fields });
beforeAll(() => call("CreateTopic", { Name: "news" }));

test.each([
  ["TestSNSPublishCrud::test_empty_sns_message", "empty-msg-error", "Publish", { TopicArn: TOPIC, Message: "" }],
  [
    "TestSNSPublishCrud::test_publish_with_empty_subject",
    "response-with-empty-subject",
    "Publish",
    { TopicArn: TOPIC, Message: "x", Subject: "" },
  ],
  ["TestSNSPublishCrud::test_unknown_topic_publish", "error", "Publish", { TopicArn: NOBODY, Message: "x" }],
  [
    "TestSNSSubscriptionCrud::test_subscribe_with_invalid_protocol",
    "exception",
    "Subscribe",
    { TopicArn: TOPIC, Protocol: "test-protocol", Endpoint: "x" },
  ],
  [
    "TestSNSSubscriptionCrud::test_unsubscribe_wrong_arn_format",
    "invalid-unsubscribe-arn-1",
    "Unsubscribe",
    { SubscriptionArn: "randomstring" },
  ],
  [
    "TestSNSSubscriptionCrudV2::test_get_subscription_attributes_error_not_exists",
    "get-sub-attrs-nonexistent",
    "GetSubscriptionAttributes",
    { SubscriptionArn: `${TOPIC}:88b6a5e0-3b2b-4a7a-8a7a-0123456789ab` },
  ],
  [
    "TestSNSSubscriptionCrudV2::test_subscribe_sqs_queue_url",
    "subscribe-sqs-via-url-error",
    "Subscribe",
    { TopicArn: TOPIC, Protocol: "sqs", Endpoint: "http://127.0.0.1/000000000000/q" },
  ],
  [
    "TestSNSTopicCrud::test_create_topic_with_attributes",
    "get-attrs-nonexistent-topic",
    "GetTopicAttributes",
    { TopicArn: NOBODY },
  ],
  [
    "TestSNSTopicCrud::test_create_topic_with_attributes",
    "get-attrs-malformed-topic",
    "GetTopicAttributes",
    { TopicArn: "test-topic" },
  ],
  ["TestSNSSMS::test_publish_wrong_phone_format", "invalid-number", "Publish", { PhoneNumber: "+1a234", Message: "x" }],
])("%s: %s", async (scenario, response, action, fields) => {
  const aws = recordedError("sns", scenario, response);
  expect(await errorOf(await call(action, fields as Record<string, string>))).toEqual(aws);
});

test("a required member that is missing is refused before the operation, in the framework's words", async () => {
  const message =
    "1 validation error detected: Value null at 'topicArn' failed to satisfy constraint: Member must not be null";
  const error = { status: 400, Type: "Sender", Code: "ValidationError", Message: message };
  expect(await errorOf(await call("GetTopicAttributes"))).toEqual(error);
});

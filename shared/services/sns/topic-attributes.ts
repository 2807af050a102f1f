import type { Tag } from "@aws-sdk/client-sns";
import { invalidParameter, notBuilt } from "./errors.ts";
import { MAX_DISPLAY_NAME_LENGTH, MAX_TAGS } from "./limits.ts";
import type { Topic } from "./model.ts";
import type { SubscriptionCounts } from "./stored.ts";
import { fifoNotBuilt, topicArn } from "./topic-address.ts";

export type TopicSettings = Pick<Topic, "displayName">;

/** AWS has them; they come with policies, encryption, HTTP delivery and FIFO topics. */
const NOT_BUILT = new Set([
  "Policy",
  "DeliveryPolicy",
  "KmsMasterKeyId",
  "SignatureVersion",
  "TracingConfig",
  "ArchivePolicy",
  "DataProtectionPolicy",
  "ContentBasedDeduplication",
  "FifoThroughputScope",
]);

/** Delivery logs: HTTPSuccessFeedbackRoleArn, SQSFailureFeedbackRoleArn, ... */
const FEEDBACK = /^[A-Za-z]+(Success|Failure)Feedback(RoleArn|SampleRate)$/;

/** Attributes as AWS writes them. `where` is what AWS puts before an attribute's name: CreateTopic says `Attributes Reason: `. */
export function applyTopicAttributes(
  settings: TopicSettings,
  attributes: Readonly<Record<string, string | undefined>>,
  where: "Attributes Reason: " | "",
): TopicSettings {
  let { displayName } = settings;
  for (const [name, value = ""] of Object.entries(attributes)) {
    if (name === "DisplayName") displayName = readDisplayName(value, where);
    else if (name === "FifoTopic") readFifo(value, where);
    else if (NOT_BUILT.has(name) || FEEDBACK.test(name))
      throw notBuilt(`The topic attribute ${name}`, "Topics work without it.", "topic");
    else throw invalidParameter(`${where}${where ? `Unknown attribute: ${name}` : "AttributeName"}`, "topic");
  }
  return { displayName };
}

function readDisplayName(value: string, where: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused.
  const legal = value.length <= MAX_DISPLAY_NAME_LENGTH && !/[\u0000-\u001f\u007f]/.test(value) && value.isWellFormed();
  if (!legal) throw invalidParameter(`${where}DisplayName`, "topic");
  return value;
}

function readFifo(value: string, where: string): void {
  if (value === "true") throw fifoNotBuilt();
  if (value !== "false") throw invalidParameter(`${where}FifoTopic`, "topic");
}

export function readTags(tags: readonly Tag[] = []): Record<string, string> {
  if (tags.length > MAX_TAGS) throw invalidParameter(`Tags Reason: A topic can have at most ${MAX_TAGS} tags`, "topic");
  const pairs = tags.map(({ Key = "", Value = "" }) => [Key, Value] as const);
  const result = Object.fromEntries(pairs);
  if (Object.keys(result).length < pairs.length) throw invalidParameter("Duplicated keys are not allowed.", "topic");
  return result;
}

/** Everything that GetTopicAttributes answers, in AWS's names and strings. */
export function describeTopicAttributes(topic: Topic, counts: SubscriptionCounts): Record<string, string> {
  const arn = topicArn(topic);
  return {
    TopicArn: arn,
    Owner: topic.account,
    DisplayName: topic.displayName,
    Policy: JSON.stringify(defaultPolicy(arn, topic.account)),
    EffectiveDeliveryPolicy: JSON.stringify(DEFAULT_DELIVERY_POLICY),
    SubscriptionsConfirmed: String(counts.confirmed),
    SubscriptionsPending: String(counts.pending),
    SubscriptionsDeleted: String(counts.deleted),
  };
}

/** What AWS gives every topic: only its own account may use it, which is what Skyground does. */
function defaultPolicy(arn: string, account: string) {
  const actions = [
    "GetTopicAttributes",
    "SetTopicAttributes",
    "AddPermission",
    "RemovePermission",
    "DeleteTopic",
    "Subscribe",
    "ListSubscriptionsByTopic",
    "Publish",
  ];
  const statement = {
    Sid: "__default_statement_ID",
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: actions.map((action) => `SNS:${action}`),
    Resource: arn,
    Condition: { StringEquals: { "AWS:SourceOwner": account } },
  };
  return { Version: "2008-10-17", Id: "__default_policy_ID", Statement: [statement] };
}

/** AWS's default for HTTP subscriptions, which it shows on every topic. */
const DEFAULT_DELIVERY_POLICY = {
  http: {
    defaultHealthyRetryPolicy: {
      minDelayTarget: 20,
      maxDelayTarget: 20,
      numRetries: 3,
      numMaxDelayRetries: 0,
      numNoDelayRetries: 0,
      numMinDelayRetries: 0,
      backoffFunction: "linear",
    },
    disableSubscriptionOverrides: false,
    defaultRequestPolicy: { headerContentType: "text/plain; charset=UTF-8" },
  },
};

import type {
  NotificationConfiguration,
  NotificationConfigurationFilter,
  QueueConfiguration,
  TopicConfiguration,
} from "@aws-sdk/client-s3";
import { type Arn, parseArn } from "../../core/arn.ts";
import { utf8Length } from "../../core/bytes.ts";
import { invalidArgument, notImplemented } from "./errors.ts";
import { MAX_FILTER_BYTES, MAX_NOTIFICATIONS } from "./limits.ts";
import type { Bucket, DestinationKind, Notification } from "./model.ts";
import { checkOverlaps } from "./notification-overlaps.ts";

/**
 * AWS's events. Of those behind ObjectRestore only LifecycleTransition and OperationFailedReplication come here: nothing is late,
 * tiered by its use, or lost.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
 */
const EVENTS: readonly string[] = [
  ...family("ObjectCreated", "Put", "Post", "Copy", "CompleteMultipartUpload"),
  ...family("ObjectRemoved", "Delete", "DeleteMarkerCreated"),
  ...family("LifecycleExpiration", "Delete", "DeleteMarkerCreated"),
  ...family("ObjectTagging", "Put", "Delete"),
  "s3:ObjectAcl:Put",
  ...family("ObjectRestore", "Post", "Completed", "Delete"),
  ...family(
    "Replication",
    "OperationFailedReplication",
    "OperationMissedThreshold",
    "OperationReplicatedAfterThreshold",
    "OperationNotTracked",
  ),
  "s3:LifecycleTransition",
  "s3:IntelligentTiering",
  "s3:ReducedRedundancyLostObject",
];

function family(name: string, ...kinds: readonly string[]): readonly string[] {
  return ["*", ...kinds].map((kind) => `s3:${name}:${kind}`);
}

/** Checks a configuration in all that it says itself; whether its destinations exist is another question. */
export function parseRules(
  configuration: NotificationConfiguration,
  { region }: Pick<Bucket, "region">,
  newId: () => string,
): readonly Notification[] {
  refuseFunctions(configuration);
  const rules = [
    ...(configuration.QueueConfigurations ?? []).map((queue) => parseRule("queue", queue.QueueArn, queue, newId)),
    ...(configuration.TopicConfigurations ?? []).map((topic) => parseRule("topic", topic.TopicArn, topic, newId)),
  ];
  if (rules.length > MAX_NOTIFICATIONS) {
    throw invalid(`A bucket can have at most ${MAX_NOTIFICATIONS} event notification configurations.`);
  }
  checkIds(rules);
  checkOverlaps(rules);
  for (const { destination } of rules) checkRegion(destination, region);
  return rules;
}

function refuseFunctions({ LambdaFunctionConfigurations }: NotificationConfiguration): void {
  if (!LambdaFunctionConfigurations?.length) return;
  const message = "Notifications to Lambda functions are not built yet. Send them to a queue or a topic.";
  throw notImplemented("CloudFunctionConfiguration", message);
}

function parseRule(
  kind: DestinationKind,
  destination: string | undefined,
  { Id, Events, Filter }: QueueConfiguration | TopicConfiguration,
  newId: () => string,
): Notification {
  return {
    id: Id ?? newId(),
    kind,
    destination: checkArn(kind, destination ?? ""),
    events: checkEvents(Events ?? []),
    ...parseFilter(Filter),
  };
}

function checkArn(kind: DestinationKind, text: string): Arn {
  const service = kind === "queue" ? "sqs" : "sns";
  const parts = parseArn(text);
  if (parts?.service !== service || parts.resource.includes(":")) {
    throw invalid("The ARN could not be parsed", kind === "queue" ? "Queue" : "Topic", text);
  }
  return text as Arn;
}

function checkEvents(events: readonly string[]): readonly string[] {
  if (events.length === 0) throw invalid("At least one event must be specified in the notification configuration");
  for (const event of events) {
    if (!EVENTS.includes(event)) throw invalid("The event is not supported for notifications", "Event", event);
  }
  return events;
}

function parseFilter(filter: NotificationConfigurationFilter | undefined): Pick<Notification, "prefix" | "suffix"> {
  const found: { prefix?: string; suffix?: string } = {};
  for (const { Name, Value = "" } of filter?.Key?.FilterRules ?? []) {
    const name = Name?.toLowerCase();
    if (name !== "prefix" && name !== "suffix") {
      throw invalid("filter rule name must be either prefix or suffix", "FilterRule.Name", Name ?? "");
    }
    if (found[name] !== undefined)
      throw invalid(`Cannot specify more than one ${name} rule in a filter.`, "FilterRule.Name", name);
    if (utf8Length(Value) > MAX_FILTER_BYTES) {
      const message = `Size of filter rule value cannot exceed ${MAX_FILTER_BYTES} bytes in UTF-8 representation`;
      throw invalid(message, "FilterRule.Value", Value);
    }
    found[name] = Value;
  }
  return found;
}

function checkIds(rules: readonly Notification[]): void {
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw invalid("Same ID used for multiple configurations. IDs must be unique", "Id", twice);
}

function checkRegion(destination: Arn, region: string): void {
  if (parseArn(destination)?.region === region) return;
  const message = "The notification destination service region is not valid for the bucket location constraint";
  throw invalid(message, "Arn", destination);
}

function invalid(message: string, name?: string, value = "") {
  return invalidArgument(message, name === undefined ? undefined : { name, value }, "bucket-notification");
}

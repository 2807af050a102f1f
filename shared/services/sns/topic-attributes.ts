import { readDeliveryPolicy } from "./delivery-policy-text.ts";
import { invalidParameter } from "./errors.ts";
import { parseObject } from "./json-object.ts";
import { ARCHIVE_DAYS, MAX_DISPLAY_NAME_LENGTH, MAX_SAMPLE_RATE } from "./limits.ts";
import type { FifoSettings, Topic } from "./model.ts";
import { isOneLine } from "./plain-text.ts";
import { readTopicPolicy } from "./topic-policy.ts";

export type TopicSettings = Pick<
  Topic,
  "displayName" | "fifo" | "policy" | "deliveryPolicy" | "signatureVersion" | "kept"
>;

export const DEFAULT_SETTINGS: TopicSettings = { displayName: "" };

/** What AWS puts before an attribute's name: CreateTopic says `Attributes Reason: `, SetTopicAttributes nothing. */
export type Where = "Attributes Reason: " | "";

/** Delivery logs: HTTPSuccessFeedbackRoleArn, SQSFailureFeedbackRoleArn, ... */
const FEEDBACK =
  /^(HTTP|Firehose|Lambda|Application|SQS)(SuccessFeedbackRoleArn|FailureFeedbackRoleArn|SuccessFeedbackSampleRate)$/;

/** Attributes as AWS writes them, to settings. FifoTopic must have been read before: it says what the others may be. */
export function applyTopicAttributes(
  settings: TopicSettings,
  attributes: Readonly<Record<string, string | undefined>>,
  where: Where,
): TopicSettings {
  return Object.entries(attributes).reduce(
    (changed, [name, value = ""]) => apply(changed, name, value, where),
    settings,
  );
}

function apply(settings: TopicSettings, name: string, value: string, where: Where): TopicSettings {
  switch (name) {
    case "FifoTopic":
      return settings;
    case "DisplayName":
      return { ...settings, displayName: readDisplayName(value, where) };
    case "Policy":
      return set(settings, "policy", readTopicPolicy(value));
    case "DeliveryPolicy":
      return set(settings, "deliveryPolicy", readDeliveryPolicy(value, where));
    case "SignatureVersion":
      return set(settings, "signatureVersion", oneOf(["1", "2"], name, value, where));
    case "ContentBasedDeduplication":
      return changeFifo(settings, name, { contentBasedDeduplication: readBoolean(name, value, where) }, where);
    case "FifoThroughputScope": {
      const throughputScope = oneOf(["Topic", "MessageGroup"] as const, name, value, where);
      return changeFifo(settings, name, { throughputScope }, where);
    }
    default:
      return keep(settings, name, value, where);
  }
}

/** What is shown as it was given and means nothing here. An empty value takes it away. */
function keep(settings: TopicSettings, name: string, value: string, where: Where): TopicSettings {
  if (name === "TracingConfig") oneOf(["PassThrough", "Active"], name, value, where);
  else if (name === "ArchivePolicy") readArchivePolicy(value, settings, where);
  else if (FEEDBACK.test(name)) readFeedback(name, value, where);
  else if (name === "KmsMasterKeyId") checkKey(value, where);
  else throw invalidParameter(`${where}${where ? `Unknown attribute: ${name}` : "AttributeName"}`, "topic");
  const { [name]: _, ...others } = settings.kept ?? {};
  const kept = value === "" ? others : { ...others, [name]: value };
  return set(settings, "kept", Object.keys(kept).length > 0 ? kept : undefined);
}

type Removable = "policy" | "deliveryPolicy" | "signatureVersion" | "kept";

/** Sets a member, or takes it away. */
function set<Name extends Removable>(
  settings: TopicSettings,
  name: Name,
  value: TopicSettings[Name] | undefined,
): TopicSettings {
  const { [name]: _, ...rest } = settings;
  return { ...rest, ...(value === undefined ? {} : { [name]: value }) } as unknown as TopicSettings;
}

/** What kind of topic it is, as CreateTopic says it. */
export function readFifo(attributes: Readonly<Record<string, string | undefined>>): FifoSettings | undefined {
  const { FifoTopic } = attributes;
  if (FifoTopic === undefined) return undefined;
  return readBoolean("FifoTopic", FifoTopic, "Attributes Reason: ") ? { contentBasedDeduplication: false } : undefined;
}

function changeFifo(settings: TopicSettings, name: string, change: Partial<FifoSettings>, where: Where): TopicSettings {
  if (!settings.fifo) throw invalidParameter(`${where}${name} Reason: it is for FIFO topics only`, "fifo-topic");
  return { ...settings, fifo: { ...settings.fifo, ...change } };
}

function readDisplayName(value: string, where: Where): string {
  if (value.length > MAX_DISPLAY_NAME_LENGTH || !isOneLine(value))
    throw invalidParameter(`${where}DisplayName`, "topic");
  return value;
}

function readBoolean(name: string, value: string, where: Where): boolean {
  const lower = value.toLowerCase();
  if (lower !== "true" && lower !== "false") {
    const reason = `${name}: Invalid value [${value}]. Must be true or false.`;
    throw invalidParameter(`${where}${reason}`, "fifo-topic");
  }
  return lower === "true";
}

function oneOf<Word extends string>(words: readonly Word[], name: string, value: string, where: Where): Word {
  const word = words.find((one) => one === value);
  if (word !== undefined) return word;
  const reason = `${name}: Invalid value [${value}]. Please use either ${words.join(" or ")}`;
  throw invalidParameter(`${where}${reason}`, "topic");
}

/** A key's id, ARN or alias. https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html */
function checkKey(value: string, where: Where): void {
  if (/^[A-Za-z0-9:/_-]{0,2048}$/.test(value)) return;
  throw invalidParameter(`${where}KmsMasterKeyId`, "topic");
}

/** https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html */
function readArchivePolicy(value: string, { fifo }: TopicSettings, where: Where): void {
  if (value === "" || value === "{}") return;
  if (!fifo) throw invalidParameter(`${where}ArchivePolicy Reason: it is for FIFO topics only`, "fifo-topic");
  const days = Number(parseObject(value)?.MessageRetentionPeriod);
  if (Number.isInteger(days) && days >= ARCHIVE_DAYS.min && days <= ARCHIVE_DAYS.max) return;
  const { min, max } = ARCHIVE_DAYS;
  throw invalidParameter(`${where}ArchivePolicy Reason: MessageRetentionPeriod must be ${min} to ${max} days`, "topic");
}

function readFeedback(name: string, value: string, where: Where): void {
  if (value === "") return;
  const legal = name.endsWith("RoleArn")
    ? /^arn:aws:iam::[0-9]{12}:role\/.+$/.test(value)
    : /^[0-9]{1,3}$/.test(value) && Number(value) <= MAX_SAMPLE_RATE;
  if (!legal) throw invalidParameter(`${where}${name}`, "topic");
}

/** Whether a second CreateTopic asks for something else than what is there. Attributes that it doesn't name may be anything. */
export function differs(topic: TopicSettings, wanted: TopicSettings, asked: readonly string[]): boolean {
  return asked.some((name) => settingOf(topic, name) !== settingOf(wanted, name));
}

function settingOf({ displayName, fifo, policy, deliveryPolicy, signatureVersion, kept }: TopicSettings, name: string) {
  switch (name) {
    case "DisplayName":
      return displayName;
    case "FifoTopic":
      return fifo !== undefined;
    case "ContentBasedDeduplication":
      return fifo?.contentBasedDeduplication;
    case "FifoThroughputScope":
      return fifo?.throughputScope;
    case "Policy":
      return policy;
    case "DeliveryPolicy":
      return deliveryPolicy;
    case "SignatureVersion":
      return signatureVersion;
    default:
      return kept?.[name];
  }
}

export function settingsOf(topic: Topic): TopicSettings {
  const {
    name: _n,
    account: _a,
    region: _r,
    id: _i,
    createdAt: _c,
    tags: _t,
    dataProtectionPolicy: _d,
    ...settings
  } = topic;
  return settings;
}

export function withSettings(topic: Topic, settings: TopicSettings): Topic {
  const { name, account, region, id, createdAt, tags, dataProtectionPolicy } = topic;
  const protection = dataProtectionPolicy === undefined ? {} : { dataProtectionPolicy };
  return { name, account, region, id, createdAt, tags, ...protection, ...settings };
}

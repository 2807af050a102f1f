import { parsePolicy } from "../../core/policy/parse-policy.ts";
import { PolicyFault } from "../../core/policy/policy.ts";
import { invalidAttributeName, invalidAttributes, invalidAttributeValue } from "./errors.ts";
import { applyFifoAttribute, checkFifoSettings, DEFAULT_FIFO, FIFO_ATTRIBUTES } from "./fifo-attributes.ts";
import * as limits from "./limits.ts";
import type { Encryption, QueueSettings } from "./model.ts";
import { checkPolicyLimits } from "./policy-limits.ts";
import { parseRedriveAllowPolicy, parseRedrivePolicy } from "./redrive-policy.ts";

/** The attributes that hold a number, and where the queue keeps it. */
export const NUMBERS = {
  VisibilityTimeout: ["visibilityTimeoutSeconds", limits.VISIBILITY_TIMEOUT_SECONDS],
  DelaySeconds: ["delaySeconds", limits.DELAY_SECONDS],
  MessageRetentionPeriod: ["retentionSeconds", limits.RETENTION_SECONDS],
  ReceiveMessageWaitTimeSeconds: ["waitSeconds", limits.WAIT_SECONDS],
  MaximumMessageSize: ["maximumMessageBytes", limits.MAXIMUM_MESSAGE_BYTES],
} as const satisfies Record<string, readonly [keyof QueueSettings, limits.Range]>;

const DEFAULT_SETTINGS: QueueSettings = {
  visibilityTimeoutSeconds: limits.VISIBILITY_TIMEOUT_SECONDS.default,
  delaySeconds: limits.DELAY_SECONDS.default,
  retentionSeconds: limits.RETENTION_SECONDS.default,
  waitSeconds: limits.WAIT_SECONDS.default,
  maximumMessageBytes: limits.MAXIMUM_MESSAGE_BYTES.default,
};

type Attributes = Readonly<Record<string, string>>;

/** The settings of a new queue, whose kind its attribute FifoQueue says. */
export function newSettings(attributes: Attributes): QueueSettings {
  const isFifo = attributes.FifoQueue === "true";
  return applyAttributes(isFifo ? { ...DEFAULT_SETTINGS, fifo: DEFAULT_FIFO } : DEFAULT_SETTINGS, attributes);
}

/** Attributes as AWS writes them (all strings) to settings. A policy of "" takes the policy away. */
export function applyAttributes<Settings extends QueueSettings>(settings: Settings, attributes: Attributes): Settings {
  checkEncryption(attributes);
  let result = settings;
  for (const [name, value] of Object.entries(attributes)) result = applyAttribute(result, name, value);
  checkFifoSettings(result, attributes);
  return result;
}

function applyAttribute<Settings extends QueueSettings>(settings: Settings, name: string, value: string): Settings {
  if (Object.hasOwn(NUMBERS, name)) {
    const [setting, range] = NUMBERS[name as keyof typeof NUMBERS];
    return { ...settings, [setting]: parseNumber(name, value, range) };
  }
  if (FIFO_ATTRIBUTES.has(name)) return applyFifoAttribute(settings, name, value);
  switch (name) {
    case "RedrivePolicy":
      return changed(settings, "redrivePolicy", value && parseRedrivePolicy(value));
    case "RedriveAllowPolicy":
      return changed(settings, "redriveAllowPolicy", value && parseRedriveAllowPolicy(value));
    case "Policy":
      return changed(settings, "policy", value && checkedPolicy(value));
    case "SqsManagedSseEnabled":
    case "KmsMasterKeyId":
    case "KmsDataKeyReusePeriodSeconds":
      return { ...settings, encryption: applyEncryption(settings.encryption ?? { managed: true }, name, value) };
    default:
      throw invalidAttributeName(name);
  }
}

/** Sets a setting, or takes it away when there is nothing to set. */
function changed<Settings extends QueueSettings>(
  settings: Settings,
  name: keyof QueueSettings,
  value: unknown,
): Settings {
  const { [name]: _, ...rest } = settings;
  return (value === "" ? rest : { ...rest, [name]: value }) as Settings;
}

function parseNumber(name: string, value: string, { min, max }: limits.Range): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  // AWS says no more; REST's schemas tell the range.
  if (!(number >= min && number <= max)) throw invalidAttributeValue(name);
  return number;
}

function checkedPolicy(text: string): string {
  if (Buffer.byteLength(text, "utf8") > limits.MAX_POLICY_BYTES)
    throw invalidAttributeValue("Policy", `It may hold ${limits.MAX_POLICY_BYTES} bytes.`);
  try {
    checkPolicyLimits(parsePolicy(text, { service: "sqs" }));
    return text;
  } catch (fault) {
    if (fault instanceof PolicyFault) throw invalidAttributeValue("Policy", fault.message);
    throw fault;
  }
}

function checkEncryption({ KmsMasterKeyId, SqsManagedSseEnabled }: Attributes): void {
  if (!KmsMasterKeyId || SqsManagedSseEnabled !== "true") return;
  const reason = "You can either enable KMS encryption or SQS encryption.";
  throw invalidAttributes(`You can use one type of server-side encryption (SSE) at one time. ${reason}`);
}

/** A key of KMS takes the place of SQS's own key, and the other way round. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-server-side-encryption.html */
function applyEncryption(encryption: Encryption, name: string, value: string): Encryption {
  const { kmsKeyId: _, ...rest } = encryption;
  switch (name) {
    case "SqsManagedSseEnabled":
      if (value !== "true" && value !== "false") throw invalidAttributeValue(name);
      return value === "true" ? { ...rest, managed: true } : { ...encryption, managed: false };
    case "KmsMasterKeyId":
      return value === "" ? { ...rest, managed: false } : { ...rest, managed: false, kmsKeyId: value };
    default:
      return { ...encryption, kmsReuseSeconds: parseNumber(name, value, limits.KMS_REUSE_SECONDS) };
  }
}

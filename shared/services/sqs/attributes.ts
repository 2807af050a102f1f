import type { Arn } from "../../core/arn.ts";
import { invalidAttributeName, invalidAttributeValue, unsupported } from "./errors.ts";
import * as limits from "./limits.ts";
import type { Queue, QueueSettings, RedrivePolicy } from "./model.ts";
import { parseQueueArn } from "./queue-address.ts";
import { queueArn } from "./table.ts";

/** The attributes that hold a number, and where the queue keeps it. */
const NUMBERS = {
  VisibilityTimeout: ["visibilityTimeoutSeconds", limits.VISIBILITY_TIMEOUT_SECONDS],
  DelaySeconds: ["delaySeconds", limits.DELAY_SECONDS],
  MessageRetentionPeriod: ["retentionSeconds", limits.RETENTION_SECONDS],
  ReceiveMessageWaitTimeSeconds: ["waitSeconds", limits.WAIT_SECONDS],
  MaximumMessageSize: ["maximumMessageBytes", limits.MAXIMUM_MESSAGE_BYTES],
} as const satisfies Record<string, readonly [keyof QueueSettings, limits.Range]>;

/** AWS has them; they come with FIFO queues, policies and encryption, which are not built yet. */
const NOT_BUILT = new Set([
  "FifoQueue",
  "ContentBasedDeduplication",
  "DeduplicationScope",
  "FifoThroughputLimit",
  "Policy",
  "RedriveAllowPolicy",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
]);

export const DEFAULT_SETTINGS: QueueSettings = {
  visibilityTimeoutSeconds: limits.VISIBILITY_TIMEOUT_SECONDS.default,
  delaySeconds: limits.DELAY_SECONDS.default,
  retentionSeconds: limits.RETENTION_SECONDS.default,
  waitSeconds: limits.WAIT_SECONDS.default,
  maximumMessageBytes: limits.MAXIMUM_MESSAGE_BYTES.default,
};

/** Attributes as AWS writes them (all strings) to settings. A redrive policy of "" takes the policy away. */
export function applyAttributes(settings: QueueSettings, attributes: Readonly<Record<string, string>>): QueueSettings {
  let result: QueueSettings = settings;
  for (const [name, value] of Object.entries(attributes)) {
    if (Object.hasOwn(NUMBERS, name)) {
      const [setting, range] = NUMBERS[name as keyof typeof NUMBERS];
      result = { ...result, [setting]: parseNumber(name, value, range) };
    } else if (name === "RedrivePolicy") {
      const { redrivePolicy: _, ...rest } = result;
      result = value === "" ? rest : { ...rest, redrivePolicy: parseRedrivePolicy(value) };
    } else if (name === "SqsManagedSseEnabled") {
      // The only encryption there is here is none; AWS's default says true and nobody can tell.
      if (!/^(true|false)$/.test(value)) throw invalidAttributeValue(name);
    } else if (NOT_BUILT.has(name)) {
      throw unsupported(`The queue attribute ${name} is not built yet. Standard queues work without it.`);
    } else {
      throw invalidAttributeName(name);
    }
  }
  return result;
}

function parseNumber(name: string, value: string, { min, max }: limits.Range): number {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (!(number >= min && number <= max))
    throw invalidAttributeValue(name, `It must be a whole number from ${min} to ${max}.`);
  return number;
}

function parseRedrivePolicy(value: string): RedrivePolicy {
  let policy: unknown;
  try {
    policy = JSON.parse(value);
  } catch {
    throw invalidAttributeValue("RedrivePolicy", "Redrive policy is not a valid JSON map.");
  }
  const { deadLetterTargetArn, maxReceiveCount } = (policy ?? {}) as Record<string, unknown>;
  if (typeof deadLetterTargetArn !== "string" || !parseQueueArn(deadLetterTargetArn)) {
    throw invalidAttributeValue("RedrivePolicy", "deadLetterTargetArn must be the ARN of a queue.");
  }
  const count =
    typeof maxReceiveCount === "string" && /^\d{1,9}$/.test(maxReceiveCount)
      ? Number(maxReceiveCount)
      : maxReceiveCount;
  const { min, max } = limits.MAX_RECEIVE_COUNT;
  if (typeof count !== "number" || !Number.isInteger(count) || count < min || count > max) {
    throw invalidAttributeValue("RedrivePolicy", `maxReceiveCount must be a whole number from ${min} to ${max}.`);
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Everything that GetQueueAttributes can answer, in AWS's names and strings. */
export function describeAttributes(queue: Queue, counts: QueueCounts): Record<string, string> {
  const numbers = Object.entries(NUMBERS).map(([name, [setting]]) => [name, String(queue[setting])]);
  return {
    QueueArn: queueArn(queue) satisfies Arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    SqsManagedSseEnabled: "true",
    ...Object.fromEntries(numbers),
    ...(queue.redrivePolicy ? { RedrivePolicy: JSON.stringify(queue.redrivePolicy) } : {}),
  };
}

/** Names that GetQueueAttributes accepts although this queue has no such attribute: AWS leaves them out of the answer. */
export function isAttributeName(name: string): boolean {
  const known = [
    "All",
    "RedrivePolicy",
    "SqsManagedSseEnabled",
    "QueueArn",
    "CreatedTimestamp",
    "LastModifiedTimestamp",
  ];
  return (
    known.includes(name) ||
    Object.hasOwn(NUMBERS, name) ||
    NOT_BUILT.has(name) ||
    /^ApproximateNumberOfMessages(NotVisible|Delayed)?$/.test(name)
  );
}

/** The first attribute in which a queue differs from what CreateQueue asks for, by AWS's name. */
export function differingAttribute(queue: Queue, wanted: QueueSettings, asked: readonly string[]): string | undefined {
  return asked.find((name) => {
    if (name === "RedrivePolicy") return JSON.stringify(queue.redrivePolicy) !== JSON.stringify(wanted.redrivePolicy);
    const setting = Object.hasOwn(NUMBERS, name) ? NUMBERS[name as keyof typeof NUMBERS][0] : undefined;
    return setting !== undefined && queue[setting] !== wanted[setting];
  });
}

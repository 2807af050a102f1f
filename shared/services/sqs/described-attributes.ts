import type { Arn } from "../../core/arn.ts";
import { NUMBERS } from "./attributes.ts";
import { FIFO_ATTRIBUTES } from "./fifo-attributes.ts";
import { KMS_REUSE_SECONDS } from "./limits.ts";
import type { Queue } from "./model.ts";
import { queueArn } from "./table.ts";

export interface QueueCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** Everything that GetQueueAttributes can answer, in AWS's names and strings. */
export function describeAttributes(queue: Queue, counts: QueueCounts): Record<string, string> {
  const numbers = Object.entries(NUMBERS).map(([name, [setting]]) => [name, String(queue[setting])]);
  const { redrivePolicy, redriveAllowPolicy, policy } = queue;
  return {
    QueueArn: queueArn(queue) satisfies Arn,
    ApproximateNumberOfMessages: String(counts.visible),
    ApproximateNumberOfMessagesNotVisible: String(counts.inFlight),
    ApproximateNumberOfMessagesDelayed: String(counts.delayed),
    CreatedTimestamp: String(Math.floor(queue.createdAt / 1000)),
    LastModifiedTimestamp: String(Math.floor(queue.modifiedAt / 1000)),
    ...Object.fromEntries(numbers),
    ...describeEncryption(queue),
    ...describeFifo(queue),
    ...(redrivePolicy ? { RedrivePolicy: JSON.stringify(redrivePolicy) } : {}),
    ...(redriveAllowPolicy ? { RedriveAllowPolicy: JSON.stringify(redriveAllowPolicy) } : {}),
    ...(policy === undefined ? {} : { Policy: policy }),
  };
}

function describeEncryption({ encryption = { managed: true } }: Queue): Record<string, string> {
  const { managed, kmsKeyId, kmsReuseSeconds = KMS_REUSE_SECONDS.default } = encryption;
  const key = { KmsMasterKeyId: kmsKeyId ?? "", KmsDataKeyReusePeriodSeconds: String(kmsReuseSeconds) };
  return { SqsManagedSseEnabled: String(managed), ...(kmsKeyId === undefined ? {} : key) };
}

function describeFifo({ fifo }: Queue): Record<string, string> {
  if (!fifo) return {};
  return {
    FifoQueue: "true",
    ContentBasedDeduplication: String(fifo.contentBasedDeduplication),
    DeduplicationScope: fifo.deduplicationScope,
    FifoThroughputLimit: fifo.throughputLimit,
  };
}

const OTHER_NAMES: ReadonlySet<string> = new Set([
  "All",
  "Policy",
  "RedrivePolicy",
  "RedriveAllowPolicy",
  "SqsManagedSseEnabled",
  "KmsMasterKeyId",
  "KmsDataKeyReusePeriodSeconds",
  "QueueArn",
  "CreatedTimestamp",
  "LastModifiedTimestamp",
  "ApproximateNumberOfMessages",
  "ApproximateNumberOfMessagesNotVisible",
  "ApproximateNumberOfMessagesDelayed",
]);

/** Names that GetQueueAttributes accepts although this queue has no such attribute: AWS leaves them out of the answer. */
export function isAttributeName(name: string): boolean {
  return OTHER_NAMES.has(name) || Object.hasOwn(NUMBERS, name) || FIFO_ATTRIBUTES.has(name);
}

const NO_COUNTS: QueueCounts = { visible: 0, inFlight: 0, delayed: 0 };

/** The first attribute in which a queue differs from what CreateQueue asks for, by AWS's name. */
export function differingAttribute(queue: Queue, wanted: Queue, asked: readonly string[]): string | undefined {
  const [has, wants] = [describeAttributes(queue, NO_COUNTS), describeAttributes(wanted, NO_COUNTS)];
  return asked.find((name) => has[name] !== wants[name]);
}

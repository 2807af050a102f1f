import type { ListMessageMoveTasksResultEntry } from "@aws-sdk/client-sqs";
import type { z } from "zod";
import { iso } from "../../core/time.ts";
import type { QueueCounts } from "./described-attributes.ts";
import type { Queue } from "./model.ts";
import { parseQueueArn, queueUrl } from "./queue-address.ts";
import { arnOf, type Caller } from "./rest-mapping.ts";
import type * as schemas from "./rest-queue-schemas.ts";
import { queueArn } from "./table.ts";

/* Queues between REST's camelCase and AWS's attributes. */

type Settings = z.output<typeof schemas.queueChange>;

/** The settings that are one attribute each, as they are. */
const PLAIN = {
  visibilityTimeoutSeconds: "VisibilityTimeout",
  delaySeconds: "DelaySeconds",
  retentionSeconds: "MessageRetentionPeriod",
  waitSeconds: "ReceiveMessageWaitTimeSeconds",
  maximumMessageBytes: "MaximumMessageSize",
  contentBasedDeduplication: "ContentBasedDeduplication",
  deduplicationScope: "DeduplicationScope",
  throughputLimit: "FifoThroughputLimit",
  sqsManagedEncryption: "SqsManagedSseEnabled",
  kmsKeyId: "KmsMasterKeyId",
  kmsReuseSeconds: "KmsDataKeyReusePeriodSeconds",
} as const satisfies Partial<Record<keyof Settings, string>>;

/** AWS takes an attribute away when it is set to nothing. */
export function toAttributes(settings: Settings, caller: Caller): Record<string, string> {
  const given = Object.entries(PLAIN).flatMap(([name, attribute]) => {
    const value = settings[name as keyof typeof PLAIN];
    return value === undefined ? [] : [[attribute, value === null ? "" : String(value)] as const];
  });
  const { redrivePolicy, redriveAllowPolicy, policy } = settings;
  const documents = {
    RedrivePolicy: redrivePolicy && {
      deadLetterTargetArn: arnOf(redrivePolicy.deadLetterQueue, caller),
      maxReceiveCount: redrivePolicy.maxReceiveCount,
    },
    RedriveAllowPolicy: redriveAllowPolicy && {
      redrivePermission: redriveAllowPolicy.permission,
      sourceQueueArns: redriveAllowPolicy.sources?.map((name) => arnOf(name, caller)),
    },
    Policy: policy,
  };
  const written = Object.entries(documents).flatMap(([name, document]) =>
    document === undefined ? [] : [[name, document === null ? "" : JSON.stringify(document)] as const],
  );
  return Object.fromEntries([...given, ...written]);
}

export function fromQueue(queue: Queue, counts: QueueCounts, { baseUrl }: Caller): z.input<typeof schemas.queue> {
  const { name, region, shards, fifo, policy, tags, redrivePolicy, redriveAllowPolicy: allow } = queue;
  const { visibilityTimeoutSeconds, delaySeconds, retentionSeconds, waitSeconds, maximumMessageBytes } = queue;
  const redrive = redrivePolicy && {
    deadLetterQueue: parseQueueArn(redrivePolicy.deadLetterTargetArn)?.name ?? "",
    deadLetterQueueArn: redrivePolicy.deadLetterTargetArn,
    maxReceiveCount: redrivePolicy.maxReceiveCount,
  };
  const { managed, kmsKeyId, kmsReuseSeconds } = queue.encryption ?? { managed: true };
  return {
    name,
    arn: queueArn(queue),
    url: queueUrl({ baseUrl }, queue),
    region,
    fifo: fifo !== undefined,
    shards,
    ...counts,
    visibilityTimeoutSeconds,
    delaySeconds,
    retentionSeconds,
    waitSeconds,
    maximumMessageBytes,
    ...fifo,
    ...(redrive ? { redrivePolicy: redrive } : {}),
    ...(allow ? { redriveAllowPolicy: fromAllowPolicy(allow) } : {}),
    ...(policy === undefined ? {} : { policy: JSON.parse(policy) as Record<string, unknown> }),
    sqsManagedEncryption: managed,
    ...(kmsKeyId === undefined ? {} : { kmsKeyId }),
    ...(kmsReuseSeconds === undefined ? {} : { kmsReuseSeconds }),
    tags,
    createdAt: iso(queue.createdAt),
    modifiedAt: iso(queue.modifiedAt),
  };
}

function fromAllowPolicy({ redrivePermission, sourceQueueArns }: NonNullable<Queue["redriveAllowPolicy"]>) {
  const sources = sourceQueueArns ? { sources: [...sourceQueueArns] } : {};
  return { permission: redrivePermission, ...sources };
}

export function fromMoveTask(
  task: ListMessageMoveTasksResultEntry,
): z.input<typeof schemas.redrives>["redrives"][number] {
  const { Status, SourceArn = "", DestinationArn, StartedTimestamp = 0, TaskHandle, FailureReason } = task;
  const perSecond = task.MaxNumberOfMessagesPerSecond;
  return {
    status: Status as z.input<typeof schemas.redrives>["redrives"][number]["status"],
    source: SourceArn,
    ...(DestinationArn === undefined ? {} : { destination: DestinationArn }),
    moved: task.ApproximateNumberOfMessagesMoved ?? 0,
    toMove: task.ApproximateNumberOfMessagesToMove ?? 0,
    ...(perSecond === undefined ? {} : { messagesPerSecond: perSecond }),
    ...(FailureReason === undefined ? {} : { failureReason: FailureReason }),
    startedAt: iso(StartedTimestamp),
    ...(TaskHandle === undefined ? {} : { taskHandle: TaskHandle }),
  };
}

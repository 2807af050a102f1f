import type { ReceiveMessageRequest } from "@aws-sdk/client-sqs";
import { hexId } from "../../core/ids.ts";
import { seconds } from "../../core/time.ts";
import type { Partition } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { isAttributeName } from "./described-attributes.ts";
import { invalidAttributeName, invalidParameter } from "./errors.ts";
import { readAttempt } from "./fifo-attempt.ts";
import { isItsTurnToCount } from "./in-flight-limit.ts";
import * as limits from "./limits.ts";
import type { Queue } from "./model.ts";
import type { ReceiveState } from "./receive-state.ts";
import { SYSTEM_ATTRIBUTES } from "./received-message.ts";
import { readDeadLetterQueue } from "./stored-queue.ts";
import { shardPartition } from "./table.ts";

/** Checks what a receive asks for, in AWS's order, and draws its chance. */
export async function prepareReceive(
  queue: Queue,
  input: ReceiveMessageRequest,
  tools: ReadTools,
): Promise<ReceiveState> {
  const number = { min: 1, max: limits.MAX_RECEIVE_MESSAGES, default: 1 };
  const max = checked(input.MaxNumberOfMessages, "MaxNumberOfMessages", number, between);
  const wait = { ...limits.WAIT_SECONDS, default: queue.waitSeconds };
  const waitSeconds = checked(input.WaitTimeSeconds, "WaitTimeSeconds", wait, fromTo);
  const visibility = { ...limits.VISIBILITY_TIMEOUT_SECONDS, default: queue.visibilityTimeoutSeconds };
  const visibilitySeconds = checked(input.VisibilityTimeout, "VisibilityTimeout", visibility, fromTo);
  checkAttributeNames(input);
  checkAttemptId(input.ReceiveRequestAttemptId, queue);
  const seed = hexId(tools.random, 16);
  return {
    queue,
    max,
    hiddenUntil: tools.now + seconds(visibilitySeconds),
    waitUntil: tools.startedAt + seconds(waitSeconds),
    deadLetterQueue: await readDeadLetterQueue(queue, tools),
    shards: queue.fifo ? [] : shuffledShards(queue, tools),
    seed,
    counts: isItsTurnToCount(queue, seed),
    attempt: await readAttempt(queue, input.ReceiveRequestAttemptId, tools),
  };
}

function checked(
  value: number | undefined,
  name: string,
  range: limits.Range,
  rule: (range: limits.Range) => string,
): number {
  if (value === undefined) return range.default;
  if (!Number.isInteger(value) || value < range.min || value > range.max)
    throw invalidParameter(value, name, `Must be ${rule(range)}, if provided.`);
  return value;
}

// AWS has words for either kind of number.
const between = ({ min, max }: limits.Range) => `between ${min} and ${max}`;
const fromTo = ({ min, max }: limits.Range) => `>= ${min} and <= ${max}`;

function checkAttributeNames({ AttributeNames = [], MessageSystemAttributeNames = [] }: ReceiveMessageRequest): void {
  const names: readonly string[] = [...AttributeNames, ...MessageSystemAttributeNames];
  // AWS's model lets a receiver name a queue's attributes here, too; no message has them.
  const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.has(name) && !isAttributeName(name));
  if (unknown !== undefined) throw invalidAttributeName(unknown);
}

function checkAttemptId(id: string | undefined, { fifo }: Queue): void {
  if (id === undefined) return;
  const name = "ReceiveRequestAttemptId";
  if (!fifo) throw invalidParameter(id, name, "The request include parameter that is not valid for this queue type.");
  if (/^[!-~]{1,128}$/.test(id)) return;
  throw invalidParameter(
    id,
    name,
    `${name} can only include alphanumeric and punctuation characters. 1 to ${limits.MAX_FIFO_ID_LENGTH} in length.`,
  );
}

function shuffledShards(
  queue: Queue,
  { context, random }: Pick<ReadTools, "context" | "random">,
): readonly Partition[] {
  const shards = Array.from({ length: queue.shards }, (_, shard) => shard);
  const shuffled: Partition[] = [];
  while (shards.length > 0) {
    const [shard = 0] = shards.splice(random.below(shards.length), 1);
    shuffled.push(shardPartition(context, queue, shard));
  }
  return shuffled;
}

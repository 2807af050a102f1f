import type { Arn } from "../../core/arn.ts";
import { arn } from "../../core/arn.ts";
import type { Scope } from "../../core/context.ts";
import { sortableInstant } from "../../core/ids.ts";
import type { Value } from "../../core/json.ts";
import type { Expectation, Key, Partition, Put, Row } from "../../ports/table-store.ts";
import type { FifoMessage, Message, Queue } from "./model.ts";

/*
 * Where SQS keeps what:
 *   plain  <root>/sqs/queues                                        <account>/<region>/<name>       a queue
 *   timed  <root>/sqs/<account>/<region>/<name>/<generation>/<shard>  <sentAt>-<id>, due: when next receivable    a message
 *   plain  <root>/sqs/dead-letter-sources/<account>/<region>/<name>  <name>                      who names it as dead-letter queue
 *   plain  <root>/sqs/moves/<account>/<region>/<name>              <startedAt>-<task>           its move tasks
 *   totals <root>/sqs/<account>/<region>/<name>/<generation>        "totals"                        how many messages
 * A FIFO queue's generation (decision 80), all timed:
 *   .../groups         <group>              due: when its first message is receivable      a group and its window
 *   .../messages       <group> <sequence>   due: when it was sent                          a message, never rewritten
 *   .../hidden         <group> <sequence>   due: when it is visible again                  nothing: counted, not read
 *   .../deduplication  <scope> <id>         due: when it may be forgotten                  what was stored under the id
 *   .../attempts       <attempt id>         due: when it may be forgotten                  what a receive handed out
 *   .../idle           <group>              due: when it may be forgotten                  an emptied group's last sequence number
 */

type QueueName = Pick<Queue, "account" | "region" | "name">;

export function queuesPartition({ root }: Pick<Scope, "root">): Partition {
  return { table: "plain", partition: `${root}/sqs/queues` };
}

/** What the sort keys of an account's queues begin with; region `*` takes all regions. */
export function queuesPrefix({ account, region }: Pick<Scope, "account" | "region">): string {
  return region === "*" ? `${account}/` : `${account}/${region}/`;
}

export function queueKey(scope: Pick<Scope, "root">, { account, region, name }: QueueName): Key {
  return { ...queuesPartition(scope), sort: `${account}/${region}/${name}` };
}

/** The queues that name a dead-letter queue, under it. */
export function sourcesPartition({ root }: Pick<Scope, "root">, { account, region, name }: QueueName): Partition {
  return { table: "plain", partition: `${root}/sqs/dead-letter-sources/${account}/${region}/${name}` };
}

export function sourceKey(scope: Pick<Scope, "root">, target: QueueName, source: QueueName): Key {
  return { ...sourcesPartition(scope, target), sort: source.name };
}

/** The move tasks of a dead-letter queue, the oldest first. */
export function movesPartition({ root }: Pick<Scope, "root">, { account, region, name }: QueueName): Partition {
  return { table: "plain", partition: `${root}/sqs/moves/${account}/${region}/${name}` };
}

export function queueArn({ account, region, name }: QueueName): Arn {
  return arn({ service: "sqs", region, account, resource: name });
}

export function putQueue(scope: Pick<Scope, "root">, queue: Queue, expect: Expectation): Put {
  return { kind: "put", key: queueKey(scope, queue), value: queue as unknown as Value, expect };
}

export function queueFromRow(row: Row): Queue {
  return row.value as unknown as Queue;
}

function generationPartition({ root }: Pick<Scope, "root">, { account, region, name, generation }: Queue): string {
  return `${root}/sqs/${account}/${region}/${name}/${generation}`;
}

export function shardPartition(scope: Pick<Scope, "root">, queue: Queue, shard: number): Partition {
  return { table: "timed", partition: `${generationPartition(scope, queue)}/${shard}` };
}

export function shardPartitions(scope: Pick<Scope, "root">, queue: Queue): readonly Partition[] {
  return Array.from({ length: queue.shards }, (_, shard) => shardPartition(scope, queue, shard));
}

type FifoRows = "groups" | "messages" | "hidden" | "deduplication" | "attempts" | "idle";

export function fifoPartition(scope: Pick<Scope, "root">, queue: Queue, rows: FifoRows): Partition {
  return { table: "timed", partition: `${generationPartition(scope, queue)}/${rows}` };
}

/** Ids hold no spaces, so that one parts them. */
export function fifoKey(scope: Pick<Scope, "root">, queue: Queue, rows: FifoRows, ...ids: readonly string[]): Key {
  return { ...fifoPartition(scope, queue, rows), sort: ids.join(" ") };
}

/** Where the queue's messages are, whose bodies have to be dropped with them. */
export function messagePartitions(scope: Pick<Scope, "root">, queue: Queue): readonly Partition[] {
  return queue.fifo ? [fifoPartition(scope, queue, "messages")] : shardPartitions(scope, queue);
}

/** Where the rows are whose due instant beyond now means a message that is in flight or delayed. */
export function hiddenPartitions(scope: Pick<Scope, "root">, queue: Queue): readonly Partition[] {
  return queue.fifo ? [fifoPartition(scope, queue, "hidden")] : shardPartitions(scope, queue);
}

/** Where rows are that can go without another thought. */
export function recordPartitions(scope: Pick<Scope, "root">, queue: Queue): readonly Partition[] {
  if (!queue.fifo) return [];
  const rows = ["groups", "hidden", "deduplication", "attempts", "idle"] as const;
  return rows.map((name) => fifoPartition(scope, queue, name));
}

export function totalsKey(scope: Pick<Scope, "root">, queue: Queue): Key {
  return { table: "timed", partition: generationPartition(scope, queue), sort: "totals" };
}

/** Messages are kept in the order in which they were sent, so that expiry looks only at the head. */
export function messageKey(
  scope: Pick<Scope, "root">,
  queue: Queue,
  message: Pick<Message, "shard" | "sentAt" | "id">,
): Key {
  return { ...shardPartition(scope, queue, message.shard), sort: messageSort(message) };
}

export function messageSort({ sentAt, id }: Pick<Message, "sentAt" | "id">): string {
  return `${sortableInstant(sentAt)}-${id}`;
}

/** Every message sent before the instant has a smaller sort key. */
export function sentBefore(instant: number): string {
  return sortableInstant(instant);
}

export function putMessage(key: Key, message: Message, dueAt: number, expect: Expectation): Put {
  const tag = message.receiveCount > 0 ? "inFlight" : dueAt > message.sentAt ? "delayed" : "";
  return { kind: "put", key, value: message as unknown as Value, dueAt, expect, ...(tag ? { tag } : {}) };
}

export function messageFromRow(row: Row): Message {
  return row.value as unknown as Message;
}

export function fifoMessageFromRow(row: Row): FifoMessage {
  return row.value as unknown as FifoMessage;
}

import type { ListMessageMoveTasksResultEntry } from "@aws-sdk/client-sqs";
import { sortableInstant } from "../../core/ids.ts";
import type { Value } from "../../core/json.ts";
import type { Instant } from "../../core/time.ts";
import type { Key, Put, Row, Write } from "../../ports/table-store.ts";
import type { EffectDraft, ReadTools, RequestContext } from "../service.ts";
import { invalidTaskHandle } from "./errors.ts";
import { MAX_MOVE_TASKS } from "./limits.ts";
import type { Queue } from "./model.ts";
import { parseQueueArn } from "./queue-address.ts";
import { movesPartition, queueArn } from "./table.ts";

type QueueName = Pick<Queue, "account" | "region" | "name">;

/** A redrive: where it has got to, and how it went. */
export interface MoveTask {
  readonly id: string;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly sourceArn: string;
  /** Each message's source when absent. */
  readonly destinationArn?: string;
  readonly perSecond?: number;
  readonly startedAt: Instant;
  readonly moved: number;
  readonly toMove: number;
  readonly failureReason?: string;
  readonly at: MovePosition;
}

/** Up to where a task has looked. */
export interface MovePosition {
  readonly shard: number;
  readonly after?: { readonly dueAt: number; readonly sort: string };
}

export interface StoredTask {
  readonly task: MoveTask;
  readonly row: Row;
}

/** Stands for the task that is under way: a queue has one at a time. Behind all tasks in the order of keys. */
const ACTIVE = "active";

function taskKey(context: RequestContext, queue: QueueName, { startedAt, id }: MoveTask): Key {
  return { ...movesPartition(context, queue), sort: `${sortableInstant(startedAt)}-${id}` };
}

function activeKey(context: RequestContext, queue: QueueName): Key {
  return { ...movesPartition(context, queue), sort: ACTIVE };
}

/** A queue's tasks, the latest first. No more than ten are kept. */
export async function readTasks(
  queue: QueueName,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<StoredTask[]> {
  const range = { ...movesPartition(context, queue), after: ACTIVE, reverse: true, limit: MAX_MOVE_TASKS + 1 };
  return (await store.query(range)).map((row) => ({ task: row.value as unknown as MoveTask, row }));
}

export function isActive({ status }: MoveTask): boolean {
  return status === "RUNNING" || status === "CANCELLING";
}

/** Begins a task and forgets the oldest. Two that begin at the same time meet at the active row. */
export function beginTask(
  queue: QueueName,
  task: MoveTask,
  before: readonly StoredTask[],
  context: RequestContext,
): Write[] {
  return [
    { kind: "put", key: activeKey(context, queue), value: task.id, expect: "absent" },
    putTask(queue, task, "absent", context),
    ...before.slice(MAX_MOVE_TASKS - 1).map(({ row }) => removeRow(row)),
  ];
}

function putTask(queue: QueueName, task: MoveTask, expect: Put["expect"], context: RequestContext): Put {
  const key = taskKey(context, queue, task);
  return { kind: "put", key, value: task as unknown as Value, ...(expect ? { expect } : {}) };
}

/** The task as it has become; one that is over makes room for the next. */
export function advanceTask(queue: QueueName, { row }: StoredTask, task: MoveTask, context: RequestContext): Write[] {
  const put = putTask(queue, task, { version: row.version }, context);
  return isActive(task) ? [put] : [put, { kind: "delete", key: activeKey(context, queue) }];
}

/** Goes with its queue. */
export async function readTaskRemovals(
  queue: QueueName,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<Write[]> {
  const rows = (await readTasks(queue, tools)).map(({ row }) => removeRow(row));
  return rows.length === 0 ? [] : [...rows, { kind: "delete", key: activeKey(tools.context, queue) }];
}

function removeRow({ table, partition, sort }: Row): Write {
  return { kind: "delete", key: { table, partition, sort } };
}

export function moveEffect(queue: QueueName, { id }: MoveTask, dueAt?: number): EffectDraft {
  const target = queueArn(queue);
  const effect = { target, operation: "MoveMessages", input: { sourceArn: target, taskId: id } };
  return dueAt === undefined ? effect : { ...effect, dueAt };
}

/** AWS's handles are JSON in base64, too: it says which task, and of which queue. */
export function taskHandle({ id, sourceArn }: MoveTask): string {
  return Buffer.from(JSON.stringify({ taskId: id, sourceArn }), "utf8").toString("base64");
}

export function parseTaskHandle(handle: string | undefined): { readonly taskId: string; readonly sourceArn: string } {
  try {
    const { taskId, sourceArn } = JSON.parse(Buffer.from(handle ?? "", "base64").toString("utf8"));
    if (typeof taskId === "string" && typeof sourceArn === "string") return { taskId, sourceArn };
  } catch {
    // Told below.
  }
  throw invalidTaskHandle();
}

export function describeTask(task: MoveTask): ListMessageMoveTasksResultEntry {
  const { status, sourceArn, destinationArn, perSecond, startedAt, moved, toMove, failureReason } = task;
  return {
    // AWS tells it while there is something to cancel.
    ...(status === "RUNNING" ? { TaskHandle: taskHandle(task) } : {}),
    Status: status,
    SourceArn: sourceArn,
    ...(destinationArn === undefined ? {} : { DestinationArn: destinationArn }),
    ...(perSecond === undefined ? {} : { MaxNumberOfMessagesPerSecond: perSecond }),
    ApproximateNumberOfMessagesMoved: moved,
    ApproximateNumberOfMessagesToMove: toMove,
    ...(failureReason === undefined ? {} : { FailureReason: failureReason }),
    StartedTimestamp: startedAt,
  };
}

/** A queue by its ARN, in the caller's account and region. */
export function nearQueue(arn: string | undefined, { account, region }: RequestContext): QueueName | undefined {
  const address = arn === undefined ? undefined : parseQueueArn(arn);
  return address?.account === account && address.region === region ? address : undefined;
}

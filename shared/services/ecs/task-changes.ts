import type { EventDraft } from "../../core/event.ts";
import type { Write } from "../../ports/table-store.ts";
import type { EffectDraft } from "../service.ts";
import { taskArn } from "./address.ts";
import { haltEffect, reconcileEffect } from "./effects.ts";
import { startedAt } from "./lifecycle.ts";
import type { StopCode, Task } from "./model.ts";
import { diedQuickly } from "./scheduler.ts";
import { provisioned, running, stopped, stopping } from "./story.ts";
import { type Root, type StoredTask, updateTask } from "./table.ts";

/** What a step in a task's life writes, asks for and tells. */
export interface Change {
  readonly task: Task;
  readonly writes: readonly Write[];
  readonly effects: readonly EffectDraft[];
  readonly events: readonly EventDraft[];
  readonly wakes: readonly string[];
}

/** Somebody wants the task to end: its user, or its service's scheduler. The runtime's report will end it. */
export function askToStop(
  stored: StoredTask,
  why: { code: StopCode; reason: string },
  scope: Root,
  now: number,
): Change {
  const task: Task = {
    ...stored.task,
    desiredStatus: "STOPPED",
    stoppingAt: now,
    stopCode: why.code,
    stoppedReason: why.reason,
  };
  return change(stored, task, scope, [haltEffect(task)], [stopping(task, why.reason)]);
}

/** Fargate's runtime has taken the task over. */
export function placed(stored: StoredTask, scope: Root, now: number): Change {
  const task: Task = { ...stored.task, placedAt: now };
  return change(stored, task, scope, [], [provisioned(task)]);
}

/** The runtime reported that the task runs. */
export function ran(stored: StoredTask, address: string | undefined, scope: Root, now: number): Change {
  const { task: before } = stored;
  const task: Task = {
    ...before,
    // The report may be quicker than the transaction that notes the placement.
    placedAt: before.placedAt ?? now,
    reportedRunningAt: now,
    ...(address === undefined ? {} : { address }),
  };
  const events = before.placedAt === undefined ? [provisioned(task)] : [];
  if (task.desiredStatus === "STOPPED") {
    // It was told to stop while the runtime was starting it: the order to end it may have found nothing to end.
    return change(stored, task, scope, [haltEffect(task)], events);
  }
  return change(stored, task, scope, reconcile(task, startedAt(task) ?? now), [...events, running(task, address)]);
}

export interface Ending {
  readonly code: StopCode;
  readonly reason: string;
  readonly exitCode?: number;
}

/** The task's container has ended, by itself or because it was asked to. */
export function ended(stored: StoredTask, ending: Ending, scope: Root, now: number): Change {
  const { task: before } = stored;
  const asked = before.stopCode !== undefined;
  const task: Task = {
    ...before,
    desiredStatus: "STOPPED",
    reportedStoppedAt: now,
    stopCode: before.stopCode ?? ending.code,
    stoppedReason: before.stoppedReason ?? ending.reason,
    ...(ending.exitCode === undefined ? {} : { exitCode: ending.exitCode }),
    ...(asked || isUsualReason(ending.reason) ? {} : { containerReason: ending.reason }),
  };
  return change(stored, task, scope, reconcile(task, now), [stopped(task)]);
}

/** The service that keeps the task running looks again. */
function reconcile(task: Task, dueAt: number): readonly EffectDraft[] {
  if (task.service === undefined) return [];
  const address = { account: task.account, region: task.region, cluster: task.cluster, name: task.service };
  const died = task.reportedStoppedAt !== undefined && {
    id: task.id,
    deployment: task.deployment ?? "",
    reason: task.stoppedReason ?? "",
    quick: diedQuickly(task),
  };
  return [reconcileEffect(address, { dueAt, traceId: task.traceId, ...(died ? { ended: died } : {}) })];
}

function change(
  stored: StoredTask,
  task: Task,
  scope: Root,
  effects: readonly EffectDraft[],
  events: readonly EventDraft[],
): Change {
  return { task, writes: updateTask(scope, task, stored), effects, events, wakes: [taskArn(task)] };
}

/** What AWS says of every task whose container ends: nothing that the container's own reason need repeat. */
function isUsualReason(reason: string): boolean {
  return reason === "Essential container in task exited";
}

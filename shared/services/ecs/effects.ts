import type { EffectDraft } from "../service.ts";
import { clusterArn, type ServiceAddress, serviceArn, taskArn } from "./address.ts";
import type { Home, Task } from "./model.ts";

/** Asks Fargate's runtime to start a task. */
export function placeEffect(task: Task): EffectDraft {
  const target = taskArn(task);
  return { target, operation: "PlaceTask", input: { task: target }, traceId: task.traceId };
}

/** Asks Fargate's runtime to end a task. */
export function haltEffect(task: Task): EffectDraft {
  const target = taskArn(task);
  return { target, operation: "HaltTask", input: { task: target }, traceId: task.traceId };
}

/** A task of the service that has ended, for the scheduler to count and to tell. */
export interface EndedTask {
  readonly id: string;
  readonly deployment: string;
  readonly reason: string;
  /** It ended by itself, and soon. */
  readonly quick: boolean;
}

/** Has the service's scheduler look again. */
export function reconcileEffect(
  service: ServiceAddress,
  options: { readonly ended?: EndedTask; readonly dueAt?: number; readonly traceId?: string } = {},
): EffectDraft {
  const { ended, ...rest } = options;
  const target = serviceArn(service);
  const input = { service: target, ...(ended ? { ended: { ...ended } } : {}) };
  return { target, operation: "ReconcileService", input, ...rest };
}

/** Has the runtime's list looked at once more before the task is called lost. */
export function confirmLostEffect(task: Task, dueAt: number): EffectDraft {
  const target = taskArn(task);
  return { target, operation: "ConfirmLostTask", input: { task: target }, dueAt, traceId: task.traceId };
}

/** Goes on with work that was too much for one transaction. */
export function continueEffect(operation: "RecoverTasks" | "RemoveEnded", where: Home): EffectDraft {
  return { target: clusterArn(where, "default"), operation, input: {} };
}

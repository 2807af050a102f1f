import type { Arn } from "../../core/arn.ts";
import type { EventDraft } from "../../core/event.ts";
import { serviceArn, taskArn } from "./address.ts";
import { vcpus } from "./fargate.ts";
import type { Service, Task, TaskDefinition } from "./model.ts";

/*
 * What ECS and Fargate do, told step by step: you ask; ECS reads the task definition; ECS asks Fargate for compute; Fargate
 * provisions it; the task is placed and runs, and ECS watches it.
 */

export function askedToRun(cluster: Arn, name: string, count: number, { container }: TaskDefinition): EventDraft {
  const text = `you asked ECS for ${copies(count)} of ${container.image} in cluster ${name}`;
  return { type: "tasks.requested", resource: cluster, text };
}

export function askedToKeep(service: Service, { family, revision, container }: TaskDefinition): EventDraft {
  const what = `${copies(service.desiredCount)} of ${family}:${revision} (${container.image})`;
  const text = `you asked ECS to keep ${what} running as service ${service.name}`;
  return { type: "service.requested", resource: serviceArn(service), text };
}

/** ECS decides; Fargate gives the compute. */
export function askedFargate(
  subject: Arn,
  count: number,
  definition: Pick<TaskDefinition, "family" | "revision">,
  size: Size,
): readonly EventDraft[] {
  const { family, revision } = definition;
  const read = `ECS read task definition ${family}:${revision} and saw that it runs on Fargate: no server of yours is needed`;
  const asked = `ECS asked Fargate for ${count} x ${sizeWords(size)}`;
  return [
    { type: "definition.read", resource: subject, text: read },
    { type: "compute.requested", resource: subject, text: asked },
  ];
}

export function provisioned(task: Task): EventDraft {
  const text = `Fargate provisioned ${sizeWords(task)} for task ${task.id} and starts ${task.run.image}; on AWS this takes tens of seconds, not an instant`;
  return event("task.provisioned", task, text);
}

export function running(task: Task, address: string | undefined): EventDraft {
  const where = address === undefined ? "" : ` at ${address}`;
  const watcher =
    task.service === undefined
      ? "ECS watches it and will not replace it: no service asked for it"
      : `service ${task.service} watches it`;
  return event("task.running", task, `task ${task.id} is placed on Fargate and RUNNING${where}; ${watcher}`);
}

export function stopping(task: Task, reason: string): EventDraft {
  const seconds = task.run.stopTimeoutSeconds;
  return event(
    "task.stopping",
    task,
    `task ${task.id} is to stop (${reason}): SIGTERM now, SIGKILL if it still runs after ${seconds} s`,
  );
}

export function stopped(task: Task): EventDraft {
  const exit = task.exitCode === undefined ? "no exit code" : `exit code ${task.exitCode}`;
  const because = task.containerReason === undefined ? "" : `; ${task.containerReason}`;
  return event(
    "task.stopped",
    task,
    `task ${task.id} is STOPPED: ${task.stoppedReason ?? "no reason given"} (${exit}${because})`,
  );
}

/** Why a service starts more tasks. */
export function replacing(
  service: Service,
  { have, start, because }: { readonly have: number; readonly start: number; readonly because: string | undefined },
): EventDraft {
  const why = because === undefined ? "" : `${because}; `;
  const text = `${why}service ${service.name} wants ${copies(service.desiredCount)} and counts ${have}, so ECS starts ${start} more`;
  return { type: "service.starting", resource: serviceArn(service), text };
}

export function waiting(service: Service, seconds: number): EventDraft {
  const text = `tasks of service ${service.name} die soon after they start, so ECS waits ${seconds} s before it starts the next`;
  return { type: "service.throttled", resource: serviceArn(service), text };
}

export function serviceSays(service: Service, message: string): EventDraft {
  return { type: "service.event", resource: serviceArn(service), text: message };
}

interface Size {
  readonly cpu: number;
  readonly memory: number;
}

function sizeWords({ cpu, memory }: Size): string {
  return `${vcpus(cpu)} vCPU and ${memory} MiB`;
}

function copies(count: number): string {
  return count === 1 ? "1 copy" : `${count} copies`;
}

function event(type: string, task: Task, text: string): EventDraft {
  return { type, resource: taskArn(task), text, traceId: task.traceId };
}

import type { Task } from "@aws-sdk/client-ecs";
import type { TaskReport } from "../../ports/task-runtime.ts";
import type { Placement } from "./placements.ts";

type Stopped = Extract<TaskReport, { kind: "stopped" }>;

/** What ECS says now of a task that was last seen as its placement says, in the order in which it happened. */
export function reportsOf(placement: Placement, task: Task): readonly TaskReport[] {
  const reports: TaskReport[] = [];
  const hasRun = task.startedAt !== undefined || task.lastStatus === "RUNNING";
  if (hasRun && placement.state === "starting") reports.push(runningReport(placement, task));
  if (task.lastStatus === "STOPPED") reports.push(stoppedReport(placement, task));
  return reports;
}

/** ECS knows the task no more: it shows a stopped one for about an hour. */
export function missingReport({ root, task }: Placement): TaskReport {
  const reason = "ECS no longer shows this task: how it ended was not heard in time";
  return { kind: "stopped", root, task, reason, code: "TerminationNotice" };
}

function runningReport(placement: Placement, task: Task): TaskReport {
  const { root, task: arn } = placement;
  const address = addressOf(placement, task);
  return { kind: "running", root, task: arn, ...(address === undefined ? {} : { address }) };
}

function stoppedReport({ root, task: arn }: Placement, { stopCode, stoppedReason = "", containers }: Task): TaskReport {
  const { exitCode, reason } = containers?.[0] ?? {};
  return {
    kind: "stopped",
    root,
    task: arn,
    ...(exitCode === undefined ? {} : { exitCode }),
    // Why the container ended says more than that it did.
    reason: (stopCode === "EssentialContainerExited" ? reason : undefined) ?? stoppedReason,
    code: codeOf(stopCode),
  };
}

function codeOf(stopCode: string | undefined): Stopped["code"] {
  if (stopCode === "TaskFailedToStart" || stopCode === "UserInitiated") return stopCode;
  // Fargate retires a host, or takes Spot capacity back.
  if (stopCode === "TerminationNotice" || stopCode === "SpotInterruption") return "TerminationNotice";
  return "EssentialContainerExited";
}

/**
 * Where the app listens: on Fargate at the task's own private address, inside the VPC. A server that gives all tasks one address
 * tells by network bindings which port is whose.
 */
function addressOf({ port }: Placement, { containers, attachments }: Task): string | undefined {
  if (port === undefined) return undefined;
  const [container] = containers ?? [];
  const [binding] = container?.networkBindings ?? [];
  if (binding?.bindIP && binding.hostPort) return `http://${binding.bindIP}:${binding.hostPort}`;
  const details = attachments?.flatMap((attachment) => attachment.details ?? []);
  const ip =
    container?.networkInterfaces?.[0]?.privateIpv4Address ??
    details?.find(({ name }) => name === "privateIPv4Address")?.value;
  return ip && `http://${ip}:${port}`;
}

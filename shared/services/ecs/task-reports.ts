import type { SubmitTaskStateChangeResponse } from "@aws-sdk/client-ecs";
import type { TaskReport } from "../../ports/task-runtime.ts";
import { type StateChange, UNKNOWN_TASK } from "./operations/submit-task-state-change.ts";

/** What SubmitTaskStateChange is told when the runtime reports. */
export function stateChangeOf(report: TaskReport): StateChange {
  const { root, task } = report;
  if (report.kind === "running") {
    return { root, task, status: "RUNNING", ...(report.address === undefined ? {} : { address: report.address }) };
  }
  const { exitCode, reason, code } = report;
  return {
    root,
    task,
    status: "STOPPED",
    reason,
    stopCode: code,
    containers: [{ status: "STOPPED", ...(exitCode === undefined ? {} : { exitCode }) }],
  };
}

/** Whether the answer to a report says that the task is nobody's: it must not go on running. */
export function isUnwanted(report: TaskReport, answer: unknown): boolean {
  return report.kind === "running" && (answer as SubmitTaskStateChangeResponse).acknowledgment === UNKNOWN_TASK;
}

import type { TaskReport } from "../../ports/task-runtime.ts";
import type { StateChange } from "./operations/submit-task-state-change.ts";

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

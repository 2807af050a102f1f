import { constants } from "node:os";
import type { TaskReport } from "../../ports/task-runtime.ts";
import { StartFailure } from "./start-failure.ts";

/** How a task ended, in AWS's words. */
export type Ending = Omit<Extract<TaskReport, { kind: "stopped" }>, "kind" | "root" | "task">;

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** What the runtime itself did that made a task end; nothing when its app ended by itself. */
export type Cause = "user" | "memory" | undefined;

export const STOPPED_BY_USER = "Task stopped by user";

export function ending(exit: Exit, cause: Cause): Ending {
  const exitCode = shellExitCode(exit);
  switch (cause) {
    case "user":
      return { exitCode, reason: STOPPED_BY_USER, code: "UserInitiated" };
    case "memory":
      return {
        exitCode,
        reason: "OutOfMemoryError: Container killed due to memory usage",
        code: "EssentialContainerExited",
      };
    case undefined:
      return { exitCode, reason: "Essential container in task exited", code: "EssentialContainerExited" };
  }
}

/** A task that never ran. What the world did (a full disk, a bad argument) is told as it is. */
export function failureToStart(error: unknown): Ending {
  const words = error instanceof Error ? error.message : String(error);
  const reason = error instanceof StartFailure ? words : `CannotStartContainerError: ${words}`;
  return { reason, code: "TaskFailedToStart" };
}

/** As shells and Docker count: 128 and the signal's number for an app that a signal ended. */
function shellExitCode({ code, signal }: Exit): number {
  return code ?? 128 + constants.signals[signal ?? "SIGKILL"];
}

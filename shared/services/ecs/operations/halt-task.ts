import { type Done, type Outside, operation, type RequestContext } from "../../service.ts";
import { parseTaskArn, taskArn } from "../address.ts";
import { findTask } from "../stored.ts";
import type { StoredTask } from "../table.ts";
import { ended } from "../task-changes.ts";
import type { TaskReference } from "./place-task.ts";

/** Has Fargate's runtime end a task: SIGTERM, then SIGKILL. The runtime's report moves it to STOPPED. */
export const haltTask = operation<TaskReference, Record<string, never>>()({
  service: "ecs",
  name: "HaltTask",
  internal: true,

  async prefetch({ task }, tools) {
    const address = parseTaskArn(task);
    return address && (await findTask(address, tools));
  },

  commit(stored, _input, context) {
    if (!stored) return { output: {} };
    return { call: (outside) => halt(stored, outside, context) };
  },
});

async function halt(
  stored: StoredTask,
  outside: Outside,
  context: RequestContext,
): Promise<Done<Record<string, never>>> {
  const { task } = stored;
  const arn = taskArn(task);
  const known = (await outside.tasks.running()).includes(arn);
  await outside.tasks.stop(arn, { graceSeconds: task.run.stopTimeoutSeconds });
  if (known || task.placedAt !== undefined || task.reportedStoppedAt !== undefined) return { output: {} };
  // It never reached the runtime, so nobody will report its end. Should it be starting this very moment, its report of
  // running has it halted again.
  const ending = { code: "TaskFailedToStart" as const, reason: "Task stopped before it was placed" };
  return { output: {}, ...ended(stored, ending, context, context.now) };
}

import { operation } from "../../service.ts";
import { parseTaskArn } from "../address.ts";
import { HOST_LOST, isPlaced } from "../lost-tasks.ts";
import { findTask } from "../stored.ts";
import { ended } from "../task-changes.ts";
import type { TaskReference } from "./place-task.ts";

/** A task that the runtime didn't know some time ago, and still doesn't, is lost. */
export const confirmLostTask = operation<TaskReference, Record<string, never>>()({
  service: "ecs",
  name: "ConfirmLostTask",
  internal: true,

  async prefetch({ task }, tools) {
    if ((await tools.tasks.running()).includes(task)) return undefined;
    const address = parseTaskArn(task);
    return address && (await findTask(address, tools));
  },

  commit(stored, _input, context) {
    if (!stored || !isPlaced(stored.task)) return { output: {} };
    return { output: {}, ...ended(stored, HOST_LOST, context, context.now) };
  },
});

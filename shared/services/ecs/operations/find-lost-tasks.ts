import { operation } from "../../service.ts";
import { confirmLostEffect } from "../effects.ts";
import { LOST_AFTER_MILLISECONDS, TASKS_PER_SWEEP } from "../limits.ts";
import { readLostTasks } from "../lost-tasks.ts";

/**
 * A backstop for reports that never arrived. A task that the runtime no longer knows may have ended this very moment, its
 * report on the way: each is looked at once more later.
 */
export const findLostTasks = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "FindLostTasks",
  internal: true,

  prefetch: (_input, tools) => readLostTasks(tools, TASKS_PER_SWEEP),

  commit(lost, _input, { now }) {
    return { output: {}, effects: lost.map(({ task }) => confirmLostEffect(task, now + LOST_AFTER_MILLISECONDS)) };
  },
});

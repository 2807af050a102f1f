import { operation } from "../../service.ts";
import { continueEffect } from "../effects.ts";
import { TASKS_PER_SWEEP } from "../limits.ts";
import { HOST_LOST, readLostTasks } from "../lost-tasks.ts";
import { ended } from "../task-changes.ts";

/**
 * The server has just started: what ran on the one before died with it. Its tasks are STOPPED, and their services start
 * others.
 */
export const recoverTasks = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "RecoverTasks",
  internal: true,

  prefetch: (_input, tools) => readLostTasks(tools, TASKS_PER_SWEEP),

  commit(lost, _input, context) {
    const changes = lost.map((stored) => ended(stored, HOST_LOST, context, context.now));
    const more = lost.length === TASKS_PER_SWEEP ? [continueEffect("RecoverTasks", context)] : [];
    return {
      output: {},
      writes: changes.flatMap(({ writes }) => writes),
      effects: [...changes.flatMap(({ effects }) => effects), ...more],
      events: changes.flatMap(({ events }) => events),
      wakes: changes.flatMap(({ wakes }) => wakes),
    };
  },
});

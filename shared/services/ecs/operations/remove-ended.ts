import type { Delete } from "../../../ports/table-store.ts";
import { operation } from "../../service.ts";
import { continueEffect } from "../effects.ts";
import { TASKS_PER_SWEEP } from "../limits.ts";
import { logStream } from "../log-stream.ts";
import { storedTask } from "../stored.ts";
import { clustersPartition, removeTask, servicesPartition, tasksPartition } from "../table.ts";

/** What ended an hour ago goes: tasks with their logs, deleted services and clusters. */
export const removeEnded = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "RemoveEnded",
  internal: true,

  async prefetch(_input, { store, context, now }) {
    const due = { until: now, limit: TASKS_PER_SWEEP };
    const [tasks, services, clusters] = await Promise.all([
      store.due({ ...tasksPartition(context), ...due }),
      store.due({ ...servicesPartition(context), ...due }),
      store.due({ ...clustersPartition(context), ...due }),
    ]);
    return { tasks: tasks.map(storedTask), rows: [...services, ...clusters] };
  },

  commit({ tasks, rows }, _input, context) {
    if (tasks.length + rows.length === 0) return { output: {} };
    const removed = rows.map(
      ({ table, partition, sort, version }): Delete => ({
        kind: "delete",
        key: { table, partition, sort },
        expect: { version },
      }),
    );
    return {
      async call({ logs }) {
        for (const { task } of tasks) await logs.drop(logStream(context.root, task));
        return {
          output: {},
          writes: [...tasks.flatMap((stored) => removeTask(context, stored)), ...removed],
          effects: tasks.length === TASKS_PER_SWEEP ? [continueEffect("RemoveEnded", context)] : [],
        };
      },
    };
  },
});

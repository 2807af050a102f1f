import type { Command } from "./command.ts";
import { pickTask } from "./pick.ts";

export const showTaskLogs: Command = {
  name: "showTaskLogs",
  async run(context, node) {
    const task = await pickTask("Show Task Logs", context, node, "any");
    if (!task) return;
    const name = `task ${task.id.slice(0, 8)}.log`;
    await context.texts.show({ kind: "logs", name, task: task.id, cluster: task.cluster });
  },
};

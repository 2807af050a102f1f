import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickTask } from "./pick.ts";

export const stopTask: Command = {
  name: "stopTask",
  async run(context, node) {
    const task = await pickTask("Stop Task", context, node, "RUNNING");
    if (!task) return;
    const detail =
      "It gets SIGTERM, and SIGKILL when it is not gone in time. A service starts another one in its place.";
    if (!(await confirm(`Stop the task ${task.id.slice(0, 8)}?`, detail, "Stop"))) return;
    await context.busy(() =>
      context.client.call("stopTask", { path: { task: task.id }, query: { cluster: task.cluster } }),
    );
  },
};

import { confirm } from "./ask.ts";
import type { Command } from "./command.ts";

export const reset: Command = {
  name: "reset",
  async run({ client, busy, refresh }) {
    const detail = "Every queue, topic, bucket, task and message goes, and the clock shows the real time again.";
    if (!(await confirm("Reset the playground?", detail, "Reset"))) return;
    await busy(() => client.call("resetPlayground"));
    refresh();
  },
};

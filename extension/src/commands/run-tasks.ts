import { askText, choose, wholeNumber } from "./ask.ts";
import type { Command } from "./command.ts";
import { sizeLabel, TASK_SIZES, type TaskSize } from "./task-sizes.ts";

/** AWS's limit for one RunTask. */
const MAX_COUNT = 10;

export const runTasks: Command = {
  name: "runTasks",
  async run({ client, busy }) {
    const title = "Launch Tasks";
    const image = await choose(title, [
      { label: "skyground/web", description: "a small web app that says which task answered", value: "skyground/web" },
      { label: "skyground/worker", description: "works on a queue's messages", value: "skyground/worker" },
    ]);
    if (image === undefined) return;
    const environment = image === "skyground/worker" ? await askQueue(title) : {};
    if (!environment) return;
    const size = await choose<TaskSize>(
      title,
      TASK_SIZES.map((value) => ({
        label: sizeLabel(value),
        description: `${value.cpu} CPU units, ${value.memory} MiB`,
        value,
      })),
    );
    if (!size) return;
    const count = await askText({ title, prompt: "How many?", value: "1", check: wholeNumber(1, MAX_COUNT) });
    if (count === undefined) return;
    await busy(() => client.call("runTasks", { body: { image, ...size, count: Number(count), environment } }));
  },
};

async function askQueue(title: string): Promise<Record<string, string> | undefined> {
  const queue = await askText({ title, prompt: "The queue that the worker reads", placeholder: "orders" });
  return queue ? { QUEUE: queue } : undefined;
}

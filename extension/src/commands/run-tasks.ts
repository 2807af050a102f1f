import { askText, wholeNumber } from "./ask.ts";
import type { Command } from "./command.ts";
import { askImage, askSize } from "./task-questions.ts";

/** AWS's limit for one RunTask. */
const MAX_COUNT = 10;

export const runTasks: Command = {
  name: "runTasks",
  async run({ client, busy }) {
    const title = "Launch Tasks";
    const image = await askImage(title);
    const size = image && (await askSize(title));
    if (!size) return;
    const count = await askText({ title, prompt: "How many?", value: "1", check: wholeNumber(1, MAX_COUNT) });
    if (count === undefined) return;
    await busy(() => client.call("runTasks", { body: { ...image, ...size, count: Number(count) } }));
  },
};

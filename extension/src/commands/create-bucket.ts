import { askText } from "./ask.ts";
import type { Command } from "./command.ts";

export const createBucket: Command = {
  name: "createBucket",
  async run({ client, busy }) {
    const name = await askText({
      title: "Create Bucket",
      prompt: "The bucket's name: 3 to 63 lower-case letters, digits, hyphens and periods",
      placeholder: "uploads-bucket",
      check: (text) =>
        /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(text)
          ? undefined
          : "3 to 63 lower-case letters, digits, hyphens and periods.",
    });
    if (name === undefined) return;
    await busy(() => client.call("createBucket", { body: { name } }));
  },
};

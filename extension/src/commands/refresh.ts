import type { Command } from "./command.ts";

export const refresh: Command = {
  name: "refresh",
  async run(context) {
    context.refresh();
  },
};

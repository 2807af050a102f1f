import type { Command } from "./command.ts";

export const start: Command = {
  name: "start",
  async run({ connection, busy }) {
    await busy(() => connection.start());
  },
};

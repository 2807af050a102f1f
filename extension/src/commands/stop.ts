import type { Command } from "./command.ts";

export const stop: Command = {
  name: "stop",
  async run({ connection, busy }) {
    await busy(() => connection.stop());
  },
};

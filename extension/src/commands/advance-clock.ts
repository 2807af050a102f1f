import { askText, choose, wholeNumber } from "./ask.ts";
import type { Command } from "./command.ts";

const YEAR_SECONDS = 31_622_400;
const STEPS = [
  ["10 seconds", 10],
  ["30 seconds", 30],
  ["5 minutes", 300],
  ["1 hour", 3_600],
  ["1 day", 86_400],
] as const;

export const advanceClock: Command = {
  name: "advanceClock",
  async run({ client, busy }) {
    const title = "Advance the Clock";
    const step = await choose(title, [
      ...STEPS.map(([label, value]) => ({ label, value: value as number })),
      { label: "Other...", description: "in seconds", value: 0 },
    ]);
    if (step === undefined) return;
    const other = {
      title,
      prompt: "By how many seconds? The clock never goes back",
      check: wholeNumber(1, YEAR_SECONDS),
    };
    const answer = step > 0 ? String(step) : await askText(other);
    if (answer === undefined) return;
    await busy(() => client.call("advanceClock", { body: { advanceSeconds: Number(answer) } }));
  },
};

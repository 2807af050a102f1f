import { askText, wholeNumber } from "./ask.ts";
import type { Command } from "./command.ts";
import { pickService } from "./pick-service.ts";

/** More than a machine of one's own could run. */
const MAX_COUNT = 100;

/** "Run 3 copies of my web app": the service starts or stops tasks until there are so many. */
export const setDesiredCount: Command = {
  name: "setDesiredCount",
  async run(context, node) {
    const service = await pickService("Change Desired Count", context, node);
    if (!service) return;
    const { name, cluster, desiredCount } = service;
    const count = await askText({
      title: `Change Desired Count of ${name}`,
      prompt: "How many tasks shall run?",
      value: String(desiredCount),
      check: wholeNumber(0, MAX_COUNT),
    });
    if (count === undefined) return;
    const body = { desiredCount: Number(count) };
    await context.busy(() =>
      context.client.call("updateService", { path: { service: name }, query: { cluster }, body }),
    );
  },
};

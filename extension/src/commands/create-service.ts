import { askText, notEmpty, wholeNumber } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { askImage, askSize } from "./task-questions.ts";

const MAX_COUNT = 100;

/** A service keeps a number of tasks running: it starts another one for each that ends. */
export const createService: Command = {
  name: "createService",
  async run(context) {
    const title = "Create Service";
    const name = await askText({ title, prompt: "The service's name", placeholder: "web", check: notEmpty });
    if (name === undefined) return;
    const image = await askImage(title);
    const size = image && (await askSize(title));
    if (!size) return;
    const count = await askText({
      title,
      prompt: "How many tasks shall it keep running?",
      value: "3",
      check: wholeNumber(0, MAX_COUNT),
    });
    if (count === undefined) return;
    await context.busy(() => create(context, { name, definition: { ...image, ...size }, count: Number(count) }));
  },
};

interface Wanted {
  readonly name: string;
  readonly definition: { image: string; environment: Record<string, string>; cpu: number; memory: number };
  readonly count: number;
}

/** The task definition has the service's name: the next one of it is its next revision. */
async function create({ client }: CommandContext, { name, definition, count }: Wanted): Promise<void> {
  await client.call("registerTaskDefinition", { body: { family: name, ...definition } });
  await client.call("createService", { body: { name, taskDefinition: name, desiredCount: count } });
}

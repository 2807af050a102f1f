import type { Queue } from "../api/operations.ts";
import { askText, type Choice, choose, wholeNumber } from "./ask.ts";
import type { Command, CommandContext } from "./command.ts";
import { pickQueue } from "./pick.ts";

/** AWS's limit of maxReceiveCount. */
const MAX_RECEIVES = 1000;

/** Where a message goes that was received again and again and never deleted. */
export const setDeadLetterQueue: Command = {
  name: "setDeadLetterQueue",
  async run(context, node) {
    const queue = await pickQueue("Set Dead-Letter Queue", context, node);
    if (!queue) return;
    const title = `Dead-letter queue of ${queue.name}`;
    const target = await choose(title, await targets(context, queue));
    if (!target) return;
    if (target.kind === "none") return set(context, queue, null);
    const count = await askText({
      title,
      prompt: "After how many receives without a delete?",
      value: String(queue.redrivePolicy?.maxReceiveCount ?? 3),
      check: wholeNumber(1, MAX_RECEIVES),
    });
    if (count === undefined) return;
    const { fifo, region } = queue;
    if (target.kind === "new") {
      await context.client.call("createQueue", { query: { region }, body: { name: target.name, fifo } });
    }
    await set(context, queue, { deadLetterQueue: target.name, maxReceiveCount: Number(count) });
  },
};

type Target = { readonly kind: "new" | "existing"; readonly name: string } | { readonly kind: "none" };

/** AWS wants both in one region, and both FIFO or neither. */
async function targets({ client }: CommandContext, queue: Queue): Promise<Choice<Target>[]> {
  const { queues } = await client.call("listQueues", { query: { region: queue.region, limit: 1000 } });
  const fit = queues.filter(({ arn, fifo }) => arn !== queue.arn && fifo === queue.fifo);
  const name = queue.fifo ? `${queue.name.replace(/\.fifo$/, "")}-dlq.fifo` : `${queue.name}-dlq`;
  const isNew = !queues.some((other) => other.name === name);
  return [
    ...(isNew ? [{ label: `Create ${name}`, value: { kind: "new", name } } as const] : []),
    ...fit.map((other) => ({ label: other.name, value: { kind: "existing", name: other.name } }) as const),
    ...(queue.redrivePolicy ? [{ label: "None", description: "it has one", value: { kind: "none" } } as const] : []),
  ];
}

type RedrivePolicy = { readonly deadLetterQueue: string; readonly maxReceiveCount: number } | null;

async function set({ client, busy }: CommandContext, { name, region }: Queue, redrivePolicy: RedrivePolicy) {
  await busy(() => client.call("updateQueue", { path: { queue: name }, query: { region }, body: { redrivePolicy } }));
}

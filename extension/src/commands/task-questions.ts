import { askText, choose } from "./ask.ts";
import { sizeLabel, TASK_SIZES, type TaskSize } from "./task-sizes.ts";

export interface ChosenImage {
  readonly image: string;
  readonly environment: Record<string, string>;
}

/** Which program, and what it has to know. */
export async function askImage(title: string): Promise<ChosenImage | undefined> {
  const image = await choose(title, [
    { label: "skyground/web", description: "a small web app that says which task answered", value: "skyground/web" },
    { label: "skyground/worker", description: "works on a queue's messages", value: "skyground/worker" },
  ]);
  if (image === undefined) return undefined;
  if (image !== "skyground/worker") return { image, environment: {} };
  const queue = await askText({ title, prompt: "The queue that the worker reads", placeholder: "orders" });
  return queue ? { image, environment: { QUEUE: queue } } : undefined;
}

export function askSize(title: string): Promise<TaskSize | undefined> {
  return choose<TaskSize>(
    title,
    TASK_SIZES.map((value) => ({
      label: sizeLabel(value),
      description: `${value.cpu} CPU units, ${value.memory} MiB`,
      value,
    })),
  );
}

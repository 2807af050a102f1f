import { listTasks } from "../api/ecs-lists.ts";
import type { ListedBucket, ListedObject, Queue, Task, Topic } from "../api/operations.ts";
import type { TreeNode } from "../tree/node.ts";
import { countsText, sourcesOf } from "../tree/queues.ts";
import { taskName } from "../tree/tasks.ts";
import { choose } from "./ask.ts";
import type { CommandContext } from "./command.ts";

/** Which queues a command is for, and what to say where there is none. */
interface OnlyQueues {
  readonly none: string;
  fits(queue: Queue, all: readonly Queue[]): boolean;
}

const ANY_QUEUE: OnlyQueues = { none: "There is no queue yet. Create one first.", fits: () => true };

/** Only those that hold other queues' dead letters. */
export const DEAD_LETTER_QUEUES: OnlyQueues = {
  none: "No queue has a dead-letter queue yet. Set Dead-Letter Queue... gives it one.",
  fits: (queue, all) => sourcesOf(queue, all).length > 0,
};

/** The queue of the node, or one that the person picks; throws a sentence when there is none. */
export async function pickQueue(
  title: string,
  { client }: CommandContext,
  node?: TreeNode,
  only = ANY_QUEUE,
): Promise<Queue | undefined> {
  if (node?.resource.kind === "queue") return node.resource.queue;
  const { queues } = await client.call("listQueues", { query: { region: "*", limit: 1000 } });
  const meant = queues.filter((queue) => only.fits(queue, queues));
  if (meant.length === 0) throw new Error(only.none);
  return choose(
    title,
    meant.map((value) => ({ label: value.name, description: countsText(value), value })),
  );
}

export async function pickTopic(
  title: string,
  { client }: CommandContext,
  node?: TreeNode,
): Promise<Topic | undefined> {
  if (node?.resource.kind === "topic") return node.resource.topic;
  const { topics } = await client.call("listTopics", { query: { region: "*" } });
  if (topics.length === 0) throw new Error("There is no topic yet. Create one first.");
  return choose(
    title,
    topics.map((value) => ({ label: value.name, description: value.region, value })),
  );
}

export async function pickBucket(
  title: string,
  { client }: CommandContext,
  node?: TreeNode,
): Promise<ListedBucket | undefined> {
  if (node?.resource.kind === "bucket" || node?.resource.kind === "folder") return node.resource.bucket;
  const { buckets } = await client.call("listBuckets", { query: { region: "*" } });
  if (buckets.length === 0) throw new Error("There is no bucket yet. Create one first.");
  return choose(
    title,
    buckets.map((value) => ({ label: value.name, description: value.region, value })),
  );
}

/** Which objects a command is for, and what the others are not. */
interface OnlyObjects {
  readonly that: string;
  fits(object: ListedObject): boolean;
}

export async function pickObject(
  title: string,
  context: CommandContext,
  node?: TreeNode,
  only: OnlyObjects = { that: "there", fits: () => true },
): Promise<{ readonly bucket: ListedBucket; readonly key: string } | undefined> {
  if (node?.resource.kind === "object") return { bucket: node.resource.bucket, key: node.resource.object.key };
  const bucket = await pickBucket(title, context, node);
  if (!bucket) return undefined;
  const { objects } = await context.client.call("listObjects", {
    path: { bucket: bucket.name },
    query: { region: bucket.region, limit: 1000 },
  });
  if (objects.length === 0) throw new Error(`The bucket ${bucket.name} is empty. Upload a file first.`);
  const meant = objects.filter(only.fits);
  if (meant.length === 0) throw new Error(`No object in the bucket ${bucket.name} is ${only.that}.`);
  const key = await choose(
    title,
    meant.map((object) => ({ label: object.key, value: object.key })),
  );
  return key === undefined ? undefined : { bucket, key };
}

export async function pickTask(
  title: string,
  { client }: CommandContext,
  node: TreeNode | undefined,
  which: "RUNNING" | "any",
): Promise<Task | undefined> {
  if (node?.resource.kind === "task") return node.resource.task;
  const states = which === "any" ? (["RUNNING", "STOPPED"] as const) : (["RUNNING"] as const);
  const tasks = (await Promise.all(states.map((desiredStatus) => listTasks(client, desiredStatus)))).flat();
  if (tasks.length === 0) throw new Error("There is no such task. Launch one first.");
  return choose(
    title,
    tasks.map((value) => ({ label: taskName(value), description: value.status, value })),
  );
}

import { every } from "../api/every.ts";
import type { Queue } from "../api/operations.ts";
import { branch, byLabel, type TreeNode } from "./node.ts";

export const queuesBranch = branch(
  {
    id: "queues",
    label: "Queues",
    icon: "list-ordered",
    term: "queue",
    resource: { kind: "queues" },
    expanded: true,
    empty: { label: "Create a queue", command: "createQueue" },
  },
  ["sqs"],
  async (client) => {
    const queues = await every(
      (nextToken) => client.call("listQueues", { query: { region: "*", ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.queues,
    );
    return {
      nodes: queues.sort(byLabel).map((queue) => queueNode(queue, sourcesOf(queue, queues))),
      restless: queues.some(({ inFlight, delayed }) => inFlight + delayed > 0),
    };
  },
);

/** The queues whose dead letters come to this one. */
export function sourcesOf({ arn }: Queue, queues: readonly Queue[]): readonly Queue[] {
  return queues.filter(({ redrivePolicy }) => redrivePolicy?.deadLetterQueueArn === arn);
}

function queueNode(queue: Queue, sources: readonly Queue[]): TreeNode {
  const { name, arn, url, region, redrivePolicy, fifo } = queue;
  return {
    id: arn,
    label: name,
    description: countsText(queue),
    icon: queue.visible > 0 ? "inbox" : "list-flat",
    resource: { kind: "queue", queue },
    ...(sources.length > 0 ? { context: "queue.deadLetters" } : {}),
    term: sources.length > 0 ? "dead-letter-queue" : "queue",
    facts: [
      ["Visible", queue.visible],
      ["In flight", queue.inFlight],
      ["Delayed", queue.delayed],
      ...(fifo ? ([["FIFO", "each group in order, one message at a time"]] as const) : []),
      ["Visibility timeout", `${queue.visibilityTimeoutSeconds} s`],
      ...(redrivePolicy
        ? ([
            ["Dead letters", `${redrivePolicy.deadLetterQueue} after ${redrivePolicy.maxReceiveCount} receives`],
          ] as const)
        : []),
      ...(sources.length > 0 ? ([["Dead letters of", sources.map((source) => source.name).join(", ")]] as const) : []),
      ["Region", region],
      ["ARN", arn],
      ["URL", url],
    ],
  };
}

/** Zeros are left out: an empty queue says nothing. */
export function countsText({ visible, inFlight, delayed }: Pick<Queue, "visible" | "inFlight" | "delayed">): string {
  const counts = [
    [visible, "visible"],
    [inFlight, "in flight"],
    [delayed, "delayed"],
  ] as const;
  return (
    counts
      .filter(([count]) => count > 0)
      .map(([count, what]) => `${count} ${what}`)
      .join(", ") || "empty"
  );
}

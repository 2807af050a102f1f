import { every } from "../api/every.ts";
import type { Queue } from "../api/operations.ts";
import { branch, byLabel, type TreeNode } from "./node.ts";

export const queuesBranch = branch(
  { id: "queues", label: "Queues", icon: "list-ordered", term: "queue", resource: { kind: "queues" }, expanded: true },
  ["sqs"],
  async (client) => {
    const queues = await every(
      (nextToken) => client.call("listQueues", { query: { region: "*", ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.queues,
    );
    return {
      nodes: queues.sort(byLabel).map(queueNode),
      restless: queues.some(({ inFlight, delayed }) => inFlight + delayed > 0),
    };
  },
);

function queueNode(queue: Queue): TreeNode {
  const { name, arn, region, redrivePolicy, fifo } = queue;
  return {
    id: arn,
    label: name,
    description: countsText(queue),
    icon: queue.visible > 0 ? "inbox" : "list-flat",
    resource: { kind: "queue", queue },
    term: "queue",
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
      ["Region", region],
      ["ARN", arn],
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

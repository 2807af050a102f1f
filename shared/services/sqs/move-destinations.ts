import type { Write } from "../../ports/table-store.ts";
import type { ReadTools, RequestContext } from "../service.ts";
import { BACKGROUND_PAGE } from "./limits.ts";
import type { Message, Queue } from "./model.ts";
import type { MoveTask } from "./move-task.ts";
import { readQueueByArn } from "./stored-queue.ts";
import { totalsKey } from "./table.ts";

/** Why a redrive can't go on, in AWS's words: the destination is gone, or a message came from no other queue. */
const NO_DESTINATION = "AWS.SimpleQueueService.NonExistentQueue";
const NO_SOURCE = "CouldNotDetermineMessageSource";

/** Where a task's messages go, message by message; a text says why one can't go anywhere. */
export async function readDestinations(
  messages: readonly Message[],
  { destinationArn }: MoveTask,
  tools: ReadTools,
): Promise<(message: Message) => Queue | string> {
  const arns = destinationArn ? [destinationArn] : messages.flatMap((one) => one.deadLetterSourceArn ?? []);
  const distinct = [...new Set(arns)];
  const queues = await Promise.all(distinct.map((arn) => readQueueByArn(arn, tools)));
  const found = new Map(distinct.map((arn, index) => [arn, queues[index]?.queue]));
  return ({ deadLetterSourceArn }) => {
    const arn = destinationArn ?? deadLetterSourceArn;
    return arn === undefined ? NO_SOURCE : (found.get(arn) ?? NO_DESTINATION);
  };
}

/** How many messages a step moves: a page, or fewer at a slow pace. */
export function pageSize({ perSecond = BACKGROUND_PAGE }: MoveTask, page: number): number {
  return Math.min(page, perSecond);
}

export function totalsOf(source: Queue, destinations: readonly Queue[], context: RequestContext): Write[] {
  if (destinations.length === 0) return [];
  const byKey = Map.groupBy(destinations, (queue) => totalsKey(context, queue).partition);
  const added = [...byKey.values()].flatMap(([queue, ...more]): Write[] =>
    queue ? [{ kind: "add", key: totalsKey(context, queue), by: { messages: 1 + more.length } }] : [],
  );
  return [{ kind: "add", key: totalsKey(context, source), by: { messages: -destinations.length } }, ...added];
}

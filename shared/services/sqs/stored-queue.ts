import type { Row } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { authorise, type QueueAction } from "./authorise.ts";
import type { QueueCounts } from "./described-attributes.ts";
import { queueDoesNotExist } from "./errors.ts";
import type { Queue } from "./model.ts";
import { parseQueueArn, parseQueueUrl } from "./queue-address.ts";
import { hiddenPartitions, queueFromRow, queueKey, totalsKey } from "./table.ts";

type Reader = Pick<ReadTools, "store" | "context">;

export interface StoredQueue {
  readonly queue: Queue;
  readonly row: Row;
}

/** The queue that a request names, if the one who asks may do that with it; or QueueDoesNotExist, or AccessDenied. */
export async function readQueue(
  url: string | undefined,
  tools: Reader,
  action: QueueAction | undefined,
): Promise<StoredQueue> {
  const stored = await findQueue(parseQueueUrl(url, tools.context), tools);
  if (!stored) throw queueDoesNotExist();
  if (action) authorise(stored.queue, action, tools.context);
  return stored;
}

export async function readQueueByArn(arn: string, tools: Reader): Promise<StoredQueue | undefined> {
  const address = parseQueueArn(arn);
  return address && findQueue(address, tools);
}

async function findQueue(
  address: Pick<Queue, "account" | "region" | "name">,
  { store, context }: Reader,
): Promise<StoredQueue | undefined> {
  const row = await store.get(queueKey(context, address));
  return row && { queue: queueFromRow(row), row };
}

/** The queue that this one gives up messages to, if it has one and that still exists. */
export async function readDeadLetterQueue(queue: Queue, tools: Reader): Promise<Queue | undefined> {
  if (!queue.redrivePolicy) return undefined;
  return (await readQueueByArn(queue.redrivePolicy.deadLetterTargetArn, tools))?.queue;
}

/**
 * In flight and delayed are counted in the due ordering beyond now; visible is the total less these. So the numbers follow
 * the clock without a write, and no message is read.
 */
export async function readCounts(queue: Queue, { store, context }: Reader, now: number): Promise<QueueCounts> {
  const [totals, ...hidden] = await Promise.all([
    store.totals(totalsKey(context, queue)),
    ...hiddenPartitions(context, queue).map((hidden) => store.countDue(hidden, now)),
  ]);
  const sum = (tag: string) => hidden.reduce((total, counts) => total + (counts[tag] ?? 0), 0);
  const inFlight = sum("inFlight");
  const delayed = sum("delayed");
  return { visible: Math.max(0, (totals.messages ?? 0) - inFlight - delayed), inFlight, delayed };
}

import type { RequestContext } from "../../core/context.ts";
import { parseQueueArn, parseQueueUrl } from "./queue-address.ts";
import { decodeFifoReceiptHandle } from "./receipt-handle.ts";
import { queueKey } from "./table.ts";

/*
 * Whoever changes a message group writes its row: they take turns, group by group. Requests are not checked yet when they enter: what
 * names no group of a FIFO queue has no lane.
 */

export function sendLanes(
  queueUrl: string | undefined,
  groups: readonly (string | undefined)[],
  context: RequestContext,
): readonly string[] {
  return lanesOf(queueUrl?.endsWith(".fifo") ? addressed(queueUrl, context) : undefined, groups, context);
}

export function deliveryLanes(queueArn: string, group: string | undefined, context: RequestContext): readonly string[] {
  return lanesOf(queueArn.endsWith(".fifo") ? parseQueueArn(queueArn) : undefined, [group], context);
}

export function handleLanes(
  queueUrl: string | undefined,
  handles: readonly (string | undefined)[],
  context: RequestContext,
): readonly string[] {
  if (!queueUrl?.endsWith(".fifo")) return [];
  return sendLanes(queueUrl, handles.map(groupOf), context);
}

function lanesOf(
  queue: Parameters<typeof queueKey>[1] | undefined,
  groups: readonly (string | undefined)[],
  context: RequestContext,
): readonly string[] {
  if (!queue) return [];
  const { sort } = queueKey(context, queue);
  return [...new Set(groups)].flatMap((group) => (group ? [`${context.root}/sqs/${sort} ${group}`] : []));
}

function addressed(queueUrl: string, context: RequestContext) {
  try {
    return parseQueueUrl(queueUrl, context);
  } catch {
    // The operation says what is wrong with it.
    return undefined;
  }
}

function groupOf(handle: string | undefined): string | undefined {
  try {
    return handle === undefined ? undefined : decodeFifoReceiptHandle(handle).groupId;
  } catch {
    return undefined;
  }
}

import { decodeToken, encodeToken } from "../../../core/page.ts";
import { operation, type ReadTools } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { merged } from "../fifo-group.ts";
import { readGroups } from "../fifo-rows.ts";
import { MAX_PEEK_MESSAGES, PEEK_BODY_BYTES } from "../limits.ts";
import { isExpired, messageState } from "../message.ts";
import type { FifoMessage, Message, MessageState, Queue } from "../model.ts";
import { bodyText } from "../received-message.ts";
import { readQueue } from "../stored-queue.ts";
import { fifoMessageFromRow, fifoPartition, messageFromRow, shardPartitions } from "../table.ts";

export interface PeekMessagesRequest {
  readonly QueueUrl: string;
  readonly MaxResults: number;
  readonly NextToken?: string | undefined;
}

export interface PeekedMessage {
  readonly message: Message & Partial<Pick<FifoMessage, "sequence">>;
  readonly state: MessageState;
  /** When it can be received (again). */
  readonly visibleAt: number;
  /** In a FIFO queue: the message of its group that is in flight, or delayed, before it. Until that is gone nobody gets this one. */
  readonly blockedBy?: string;
  /** The beginning of the body. */
  readonly text: string;
  readonly truncated: boolean;
}

export interface PeekMessagesResult {
  /** Whose retention says when its messages expire. */
  readonly Queue: Queue;
  readonly Messages: readonly PeekedMessage[];
  readonly NextToken?: string;
}

/** Shows what is in a queue, oldest first, and changes nothing. AWS has no such operation: its console receives and hides. */
export const peekMessages = operation<PeekMessagesRequest, PeekMessagesResult>()({
  service: "sqs",
  name: "PeekMessages",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, undefined);
    const limit = input.MaxResults;
    if (!(limit >= 1 && limit <= MAX_PEEK_MESSAGES))
      throw invalidParameter(limit, "limit", `Must be between 1 and ${MAX_PEEK_MESSAGES}.`);
    const token = input.NextToken === undefined ? undefined : decodeToken(input.NextToken);
    const page = queue.fifo
      ? await readGroupsPage(queue, token, limit, tools)
      : await readPage(queue, token, limit, tools);
    const shown = page.messages.filter(({ message }) => !isExpired(message, queue, tools.now));
    const messages = await Promise.all(shown.map((one) => peeked(one, tools)));
    return { queue, messages, next: page.next };
  },

  commit({ queue, messages, next }) {
    return {
      output: { Queue: queue, Messages: messages, ...(next === undefined ? {} : { NextToken: encodeToken(next) }) },
    };
  },
});

interface Shown {
  readonly message: Message;
  readonly visibleAt: number;
  readonly blockedBy?: string;
}

interface Page {
  readonly messages: readonly Shown[];
  readonly next: unknown;
}

/** Sort keys begin with the sending instant in every shard, so that the shards' pages merge into one. */
async function readPage(queue: Queue, token: unknown, limit: number, { store, context }: ReadTools): Promise<Page> {
  const after = token === undefined ? {} : { after: String(token) };
  const pages = await Promise.all(
    shardPartitions(context, queue).map((shard) => store.query({ ...shard, limit: limit + 1, ...after })),
  );
  const rows = pages.flat().sort((left, right) => (left.sort < right.sort ? -1 : 1));
  const page = rows.slice(0, limit);
  return {
    messages: page.map((row) => ({ message: messageFromRow(row), visibleAt: row.dueAt ?? 0 })),
    next: rows.length > limit ? page.at(-1)?.sort : undefined,
  };
}

/** The messages of all groups in the order in which they were sent, each as its group says it is. */
async function readGroupsPage(queue: Queue, token: unknown, limit: number, tools: ReadTools): Promise<Page> {
  const last = token as { dueAt?: unknown; sort?: unknown } | undefined;
  const after = last ? { after: { dueAt: Number(last.dueAt), sort: String(last.sort) } } : {};
  const range = { ...fifoPartition(tools.context, queue, "messages"), limit: limit + 1, ...after };
  const rows = await tools.store.due(range);
  const page = rows.slice(0, limit);
  const messages = page.map(fifoMessageFromRow);
  const ids = messages.map(({ groupId }) => groupId);
  const groups = await readGroups(queue, ids, tools, "change");
  const { dueAt = 0, sort = "" } = page.at(-1) ?? {};
  return {
    messages: messages.map((message) => {
      const { window = [] } = groups.get(message.groupId)?.group ?? {};
      const now = merged(
        message,
        window.find(({ sequence }) => sequence === message.sequence),
      );
      const before = window.find(({ availableAt }) => availableAt > tools.now);
      const isBehind = before !== undefined && before.sequence < message.sequence;
      return { message: now, visibleAt: now.availableAt, ...(isBehind ? { blockedBy: before.id } : {}) };
    }),
    next: rows.length > limit ? { dueAt, sort } : undefined,
  };
}

async function peeked(
  { message, visibleAt, ...blocked }: Shown,
  { bodies, now }: { bodies: Parameters<typeof bodyText>[1]; now: number },
): Promise<PeekedMessage> {
  const { body } = message;
  const truncated = body.size > PEEK_BODY_BYTES;
  const head = body.kind === "inline" && truncated ? { ...body, bytes: body.bytes.subarray(0, PEEK_BODY_BYTES) } : body;
  const range = { start: 0, end: PEEK_BODY_BYTES - 1 };
  const text = await bodyText(head, { open: (one) => bodies.open(one, range) });
  return { message, state: messageState(message, visibleAt, now), visibleAt, ...blocked, text, truncated };
}

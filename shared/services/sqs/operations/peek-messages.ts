import { decodeToken, encodeToken } from "../../../core/page.ts";
import type { Row } from "../../../ports/table-store.ts";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_PEEK_MESSAGES, PEEK_BODY_BYTES } from "../limits.ts";
import { isExpired, messageState } from "../message.ts";
import type { Message, MessageState, Queue } from "../model.ts";
import { bodyText } from "../received-message.ts";
import { readQueue } from "../stored-queue.ts";
import { messageFromRow, shardPartitions } from "../table.ts";

export interface PeekMessagesRequest {
  readonly QueueUrl: string;
  readonly MaxResults: number;
  readonly NextToken?: string | undefined;
}

export interface PeekedMessage {
  readonly message: Message;
  readonly state: MessageState;
  /** When it can be received (again). */
  readonly visibleAt: number;
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
    const { queue } = await readQueue(input.QueueUrl, tools);
    const limit = input.MaxResults;
    if (!(limit >= 1 && limit <= MAX_PEEK_MESSAGES))
      throw invalidParameter(limit, "limit", `Must be between 1 and ${MAX_PEEK_MESSAGES}.`);
    const after = input.NextToken === undefined ? {} : { after: String(decodeToken(input.NextToken)) };
    // Sort keys begin with the sending instant in every shard, so that the shards' pages merge into one.
    const pages = await Promise.all(
      shardPartitions(tools.context, queue).map((shard) => tools.store.query({ ...shard, limit: limit + 1, ...after })),
    );
    const rows = pages.flat().sort((left, right) => (left.sort < right.sort ? -1 : 1));
    const page = rows.slice(0, limit);
    const messages = await Promise.all(
      page.filter((row) => !isExpired(messageFromRow(row), queue, tools.now)).map((row) => peeked(row, tools)),
    );
    return { queue, messages, next: rows.length > limit ? page.at(-1)?.sort : undefined };
  },

  commit({ queue, messages, next }) {
    return {
      output: { Queue: queue, Messages: messages, ...(next === undefined ? {} : { NextToken: encodeToken(next) }) },
    };
  },
});

async function peeked(
  row: Row,
  { bodies, now }: { bodies: Parameters<typeof bodyText>[1]; now: number },
): Promise<PeekedMessage> {
  const message = messageFromRow(row);
  const visibleAt = row.dueAt ?? 0;
  const { body } = message;
  const truncated = body.size > PEEK_BODY_BYTES;
  const head = body.kind === "inline" && truncated ? { ...body, bytes: body.bytes.subarray(0, PEEK_BODY_BYTES) } : body;
  const range = { start: 0, end: PEEK_BODY_BYTES - 1 };
  const text = await bodyText(head, { open: (one) => bodies.open(one, range) });
  return { message, state: messageState(message, visibleAt, now), visibleAt, text, truncated };
}

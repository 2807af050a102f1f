import type { RequestContext } from "../../core/context.ts";
import type { Call, Done, ReadTools } from "../service.ts";
import { deduplicationIdOf } from "./fifo-ids.ts";
import { duplicateEvents, type FifoSendState, orderMessages, readFifoSend, storeFifoMessages } from "./fifo-send.ts";
import type { FifoMessage, Queue } from "./model.ts";
import {
  fitsInRow,
  type MessageIdentity,
  type MessageInput,
  type NewMessage,
  newFifoMessage,
  newMessage,
} from "./new-message.ts";
import { type PlacedMessage, placeInRow, placeMessages, storeMessages } from "./send.ts";

/** A message whose input was checked. */
export interface CheckedMessage {
  readonly input: MessageInput;
  readonly size: number;
  readonly identity: MessageIdentity;
}

/** What a sender is told of a message. */
export interface SentMessage {
  readonly made: NewMessage;
  readonly messageId: string;
  /** Of FIFO queues. */
  readonly sequence?: string;
}

/** What sending has to read, besides the queue: nothing for a standard queue. */
export function readForSending(
  queue: Queue,
  inputs: readonly MessageInput[],
  tools: Pick<ReadTools, "store" | "context">,
): Promise<FifoSendState | undefined> {
  if (!queue.fifo) return Promise.resolve(undefined);
  const ids = inputs.map((input) => ({
    groupId: input.MessageGroupId ?? "",
    deduplicationId: deduplicationIdOf(input),
  }));
  return readFifoSend(queue, ids, tools);
}

/** Stores messages, in either kind of queue, in one transaction. Only large bodies reach outside. */
export function sendAll<Output>(
  queue: Queue,
  checked: readonly CheckedMessage[],
  fifo: FifoSendState | undefined,
  context: RequestContext,
  output: (sent: readonly SentMessage[]) => Output,
  sentAt: number = context.now,
): Done<Output> | Call<Output> {
  if (fifo) return sendInOrder(queue, checked, fifo, context, output, sentAt);
  const made = checked.map(({ input, size, identity }) => newMessage(input, size, queue, identity, sentAt));
  const result = output(made.map((one) => ({ made: one, messageId: one.message.id })));
  const store = (placed: readonly PlacedMessage[]) => ({ output: result, ...storeMessages(queue, placed, context) });
  if (made.length === 0) return { output: result };
  if (made.every(fitsInRow)) return store(made.map((one) => placeInRow(one)));
  return { call: async (outside) => store(await placeMessages(made, context.root, outside)) };
}

function sendInOrder<Output>(
  queue: Queue,
  checked: readonly CheckedMessage[],
  state: FifoSendState,
  context: RequestContext,
  output: (sent: readonly SentMessage[]) => Output,
  sentAt: number,
): Done<Output> | Call<Output> {
  const made = checked.map(({ input, size, identity }) => newFifoMessage(input, size, queue, identity, sentAt));
  const sent = orderMessages(queue, made, state, context.now);
  const result = output(
    made.map((one, index) => {
      const { messageId = one.message.id, sequence = "" } = sent[index] ?? {};
      return { made: one, messageId, sequence };
    }),
  );
  const duplicates = duplicateEvents(queue, sent);
  const fresh = sent.flatMap(({ message }) => message ?? []);
  const store = (placed: readonly PlacedMessage<FifoMessage>[]) => {
    const { events = [], ...stored } = storeFifoMessages(queue, placed, state, context);
    return { output: result, ...stored, events: [...events, ...duplicates] };
  };
  if (fresh.every(fitsInRow)) return store(fresh.map((one) => placeInRow<FifoMessage>(one)));
  return { call: async (outside) => store(await placeMessages<FifoMessage>(fresh, context.root, outside)) };
}

import type {
  BatchResultErrorEntry,
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
} from "@aws-sdk/client-sqs";
import type { RequestContext } from "../../../core/context.ts";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { checkBatch, failedEntry } from "../batch.ts";
import { batchError } from "../errors.ts";
import { MAX_BATCH_BYTES } from "../limits.ts";
import { attributesSize } from "../message-attributes.ts";
import type { Queue } from "../model.ts";
import { checkMessage, type NewMessage, newMessage } from "../new-message.ts";
import { placeMessages, sendResult, storeMessages } from "../send.ts";
import { readQueue } from "../stored-queue.ts";

interface Identity {
  readonly id: string;
  readonly shard: number;
}

/** Up to ten messages in one transaction; a bad entry fails alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = operation<SendMessageBatchRequest, SendMessageBatchResult>()({
  service: "sqs",
  name: "SendMessageBatch",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools);
    const entries = input.Entries ?? [];
    checkBatch(entries);
    checkBatchSize(entries);
    const identities = entries.map(() => ({ id: uuid(tools.random), shard: tools.random.below(queue.shards) }));
    return { queue, entries, identities };
  },

  commit({ queue, entries, identities }, _input, context) {
    const messages: NewMessage[] = [];
    const successful: SendMessageBatchResultEntry[] = [];
    const failed: BatchResultErrorEntry[] = [];
    for (const [index, entry] of entries.entries()) {
      try {
        const message = checkedMessage(entry, queue, identities[index], context);
        const { MessageId, MD5OfMessageBody, MD5OfMessageAttributes } = sendResult(message);
        messages.push(message);
        successful.push({
          Id: entry.Id,
          MessageId,
          MD5OfMessageBody,
          ...(MD5OfMessageAttributes ? { MD5OfMessageAttributes } : {}),
        });
      } catch (error) {
        failed.push(failedEntry(entry.Id ?? "", error));
      }
    }
    const output = { Successful: successful, Failed: failed };
    if (messages.length === 0) return { output };
    return {
      async call(outside) {
        return { output, ...storeMessages(queue, await placeMessages(messages, context.root, outside), context) };
      },
    };
  },
});

function checkedMessage(
  entry: SendMessageBatchRequestEntry,
  queue: Queue,
  identity: Identity | undefined,
  context: RequestContext,
): NewMessage {
  const size = checkMessage(entry, queue);
  const { id, shard } = identity ?? { id: "", shard: 0 };
  return newMessage(entry, size, queue, { id, shard, principal: context.principal }, context.now);
}

function checkBatchSize(entries: readonly SendMessageBatchRequestEntry[]): void {
  let size = 0;
  for (const { MessageBody = "", MessageAttributes } of entries)
    size += Buffer.byteLength(MessageBody, "utf8") + attributesSize(MessageAttributes);
  if (size <= MAX_BATCH_BYTES) return;
  throw batchError(
    "BatchRequestTooLong",
    `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${size} bytes.`,
  );
}

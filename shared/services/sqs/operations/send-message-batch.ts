import type {
  BatchResultErrorEntry,
  SendMessageBatchRequest,
  SendMessageBatchRequestEntry,
  SendMessageBatchResult,
  SendMessageBatchResultEntry,
} from "@aws-sdk/client-sqs";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { checkBatch, failedEntry } from "../batch.ts";
import { batchError } from "../errors.ts";
import { checkBatchFifoIds } from "../fifo-ids.ts";
import { sendLanes } from "../fifo-lanes.ts";
import { MAX_BATCH_BYTES } from "../limits.ts";
import { attributesSize } from "../message-attributes.ts";
import { checkMessage } from "../new-message.ts";
import { sendResult } from "../send.ts";
import { type CheckedMessage, readForSending, type SentMessage, sendAll } from "../send-all.ts";
import { readQueue } from "../stored-queue.ts";

interface CheckedEntry extends CheckedMessage {
  readonly id: string;
}

/** Up to ten messages in one transaction; a bad entry fails alone. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const sendMessageBatch = operation<SendMessageBatchRequest, SendMessageBatchResult>()({
  service: "sqs",
  name: "SendMessageBatch",

  lanes: ({ QueueUrl, Entries = [] }, context) =>
    sendLanes(
      QueueUrl,
      Entries.map(({ MessageGroupId }) => MessageGroupId),
      context,
    ),

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "SendMessage");
    const entries = input.Entries ?? [];
    checkBatch(entries);
    checkBatchSize(entries);
    checkBatchFifoIds(entries, queue);
    const checked: CheckedEntry[] = [];
    const failed: BatchResultErrorEntry[] = [];
    for (const entry of entries) {
      const identity = { id: uuid(tools.random), shard: tools.random.below(queue.shards) };
      try {
        const size = checkMessage(entry, queue);
        checked.push({
          id: entry.Id ?? "",
          input: entry,
          size,
          identity: { ...identity, principal: tools.context.principal },
        });
      } catch (error) {
        failed.push(failedEntry(entry.Id ?? "", error));
      }
    }
    const inputs = checked.map((one) => one.input);
    return { queue, checked, failed, fifo: await readForSending(queue, inputs, tools) };
  },

  commit({ queue, checked, failed, fifo }, _input, context) {
    return sendAll(queue, checked, fifo, context, (sent) => ({
      Successful: sent.map((one, index) => ({ Id: checked[index]?.id, ...batchResult(one) })),
      Failed: failed,
    }));
  },
});

function batchResult(sent: SentMessage): Omit<SendMessageBatchResultEntry, "Id"> {
  const { MessageId, MD5OfMessageBody, ...rest } = sendResult(sent);
  return { MessageId, MD5OfMessageBody, ...rest };
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

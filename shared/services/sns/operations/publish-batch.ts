import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchRequestEntry,
  PublishBatchResponse,
  PublishBatchResultEntry,
} from "@aws-sdk/client-sns";
import { utf8Length } from "../../../core/bytes.ts";
import { ServiceError } from "../../../core/errors.ts";
import { type ByteSource, uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { batchError } from "../errors.ts";
import { readFifoIds } from "../fifo.ts";
import { publishingLanes } from "../fifo-lanes.ts";
import { MAX_BATCH_ENTRIES, MAX_BATCH_ID_LENGTH, MAX_MESSAGE_BYTES } from "../limits.ts";
import { attributesSize } from "../message-attributes.ts";
import type { Topic } from "../model.ts";
import { readPublication, type Traced } from "../publication.ts";
import type { NewMessage } from "../publish-effects.ts";
import { publishMessages, readForPublishing } from "../publishing.ts";
import { readTopic } from "../stored.ts";

/** Up to ten messages in one transaction; a bad entry fails alone. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch = operation<PublishBatchInput & Traced, PublishBatchResponse>()({
  service: "sns",
  name: "PublishBatch",

  lanes: ({ TopicArn, PublishBatchRequestEntries = [] }, context) =>
    publishingLanes(
      TopicArn,
      PublishBatchRequestEntries.slice(0, MAX_BATCH_ENTRIES).map(({ MessageGroupId }) => MessageGroupId),
      context,
    ),

  async prefetch(input, tools) {
    const { topic } = await readTopic(input.TopicArn, tools, "Publish");
    const entries = input.PublishBatchRequestEntries ?? [];
    checkBatch(entries);
    // AWS refuses the whole batch when a group or a deduplication id is missing.
    if (topic.fifo) for (const entry of entries) readFifoIds(entry, topic);
    const { messages, Failed } = sortEntries(entries, input, topic, tools.random);
    return { topic, messages, Failed, memory: await readForPublishing(topic, messages, tools) };
  },

  commit({ topic, messages, Failed, memory }, _input, context) {
    const { taken, ...done } = publishMessages(topic, messages, memory, context);
    const Successful = messages.map(({ entry }, index): PublishBatchResultEntry => ({ Id: entry, ...taken[index] }));
    return { output: { Successful, Failed }, ...done };
  },
});

/** A bad entry fails alone. */
function sortEntries(
  entries: readonly PublishBatchRequestEntry[],
  { TraceHeader }: Traced,
  topic: Topic,
  random: ByteSource,
) {
  const messages: (NewMessage & { readonly entry: string | undefined })[] = [];
  const Failed: BatchResultErrorEntry[] = [];
  for (const entry of entries) {
    try {
      messages.push({ id: uuid(random), checked: readPublication({ ...entry, TraceHeader }, topic), entry: entry.Id });
    } catch (error) {
      Failed.push(failedEntry(entry.Id, error));
    }
  }
  return { messages, Failed };
}

/** What holds for the whole batch. The words are AWS's. */
function checkBatch(entries: readonly PublishBatchRequestEntry[]): void {
  if (entries.length === 0) throw batchError("EmptyBatchRequest", "The batch request doesn't contain any entries.");
  if (entries.length > MAX_BATCH_ENTRIES)
    throw batchError("TooManyEntriesInBatchRequest", "The batch request contains more entries than permissible.");
  const ids = entries.map(({ Id = "" }) => Id);
  if (!ids.every((id) => id.length <= MAX_BATCH_ID_LENGTH && /^[A-Za-z0-9_-]+$/.test(id))) {
    const message = "The Id of a batch entry in a batch request doesn't abide by the specification.";
    throw batchError("InvalidBatchEntryId", message);
  }
  if (new Set(ids).size < ids.length)
    throw batchError("BatchEntryIdsNotDistinct", "Two or more batch entries in the request have the same Id.");
  const size = entries.reduce(
    (total, { Message = "", MessageAttributes }) => total + utf8Length(Message) + attributesSize(MessageAttributes),
    0,
  );
  if (size > MAX_MESSAGE_BYTES) {
    const message = "The length of all the messages put together is more than the limit.";
    throw batchError("BatchRequestTooLong", message);
  }
}

/** A bug is not a failed entry. */
function failedEntry(id: string | undefined, error: unknown): BatchResultErrorEntry {
  if (!(error instanceof ServiceError)) throw error;
  return { Id: id, Code: error.code, Message: error.message, SenderFault: error.status < 500 };
}

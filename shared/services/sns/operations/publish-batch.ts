import type {
  BatchResultErrorEntry,
  PublishBatchInput,
  PublishBatchRequestEntry,
  PublishBatchResponse,
  PublishBatchResultEntry,
} from "@aws-sdk/client-sns";
import { utf8Length } from "../../../core/bytes.ts";
import { ServiceError } from "../../../core/errors.ts";
import { uuid } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { batchError } from "../errors.ts";
import { MAX_BATCH_ENTRIES, MAX_BATCH_ID_LENGTH, MAX_MESSAGE_BYTES } from "../limits.ts";
import { attributesSize } from "../message-attributes.ts";
import { type CheckedPublication, readPublication } from "../publication.ts";
import { publication } from "../publish-effects.ts";
import { readTopic } from "../stored.ts";

interface Identified {
  readonly id: string;
  readonly entry: PublishBatchRequestEntry;
}

/** Up to ten messages in one transaction; a bad entry fails alone. https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const publishBatch = operation<PublishBatchInput, PublishBatchResponse>()({
  service: "sns",
  name: "PublishBatch",

  async prefetch(input, tools) {
    const { topic } = await readTopic(input.TopicArn, tools, "Publish");
    const entries = input.PublishBatchRequestEntries ?? [];
    checkBatch(entries);
    return { topic, entries: entries.map((entry): Identified => ({ id: uuid(tools.random), entry })) };
  },

  commit({ topic, entries }, _input, context) {
    const messages: { id: string; checked: CheckedPublication }[] = [];
    const Successful: PublishBatchResultEntry[] = [];
    const Failed: BatchResultErrorEntry[] = [];
    for (const { id, entry } of entries) {
      try {
        messages.push({ id, checked: readPublication(entry) });
        Successful.push({ Id: entry.Id, MessageId: id });
      } catch (error) {
        Failed.push(failedEntry(entry.Id, error));
      }
    }
    return { output: { Successful, Failed }, ...publication(topic, messages, context) };
  },
});

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

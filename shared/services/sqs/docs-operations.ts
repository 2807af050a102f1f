import type { DocTerm } from "../service.ts";

const API = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference";

function operation(name: string, term: string, summary: string, body: string, related: readonly string[]): DocTerm {
  return { term, title: name, kind: "operation", summary, body, references: [`${API}/API_${name}.html`], related };
}

export const operationDocs: readonly DocTerm[] = [
  operation(
    "CreateQueue",
    "create-queue",
    "Makes a queue, or gives you the one that is there with the same attributes.",
    "`POST /v1/queues`. The same name with other attributes is refused with QueueAlreadyExists, so that two programs can't quietly disagree.",
    ["queue"],
  ),
  operation(
    "SendMessage",
    "send-message",
    "Stores a message: in a random shard of a standard queue, at the end of its group in a FIFO queue.",
    "`POST /v1/queues/{queue}/messages`, or `/messages/batch` with up to ten. Answered once the message would survive the death of the server.",
    ["message", "shard", "delay"],
  ),
  operation(
    "ReceiveMessage",
    "receive-message",
    "Hands out up to ten messages and hides them for the visibility timeout.",
    "`POST /v1/queues/{queue}/messages/receive` with `max`, `waitSeconds` and `visibilityTimeoutSeconds`. Looking without hiding is a peek: `GET /v1/queues/{queue}/messages`, which AWS does not have.",
    ["visibility-timeout", "long-polling", "receipt-handle"],
  ),
  operation(
    "DeleteMessage",
    "delete-message",
    "Takes a received message out for good: its work is done.",
    "`DELETE /v1/queues/{queue}/messages/{receiptHandle}`. Without it the message comes back when its visibility timeout ends.",
    ["receipt-handle", "at-least-once"],
  ),
  operation(
    "ChangeMessageVisibility",
    "change-message-visibility",
    "Hides a received message longer, or gives it back at once with zero.",
    "`PATCH /v1/queues/{queue}/messages/{receiptHandle}`. Only while it is in flight, and for twelve hours in all.",
    ["visibility-timeout"],
  ),
  operation(
    "PurgeQueue",
    "purge-queue",
    "Removes every message of a queue, for good.",
    "`POST /v1/queues/{queue}/purge`, once a minute at most. Messages in flight are gone too.",
    ["queue"],
  ),
  operation(
    "StartMessageMoveTask",
    "start-message-move-task",
    "Sends a dead-letter queue's messages back to their source queues, or to another queue.",
    "`POST /v1/queues/{queue}/redrive`, with `destination` and `messagesPerSecond`. The messages that are visible then arrive as new messages, with a count of zero. One redrive of a queue at a time; it fails when a destination is gone, or when a message came from no other queue and no destination was named.",
    ["dead-letter-queue"],
  ),
  operation(
    "ListMessageMoveTasks",
    "list-message-move-tasks",
    "Shows the latest redrives of a dead-letter queue: how far they are, how they ended.",
    "`GET /v1/queues/{queue}/redrive`. The last ten are kept, until the queue is deleted.",
    ["dead-letter-queue"],
  ),
  operation(
    "CancelMessageMoveTask",
    "cancel-message-move-task",
    "Ends a redrive that is under way.",
    "`DELETE /v1/queues/{queue}/redrive`. What was moved stays where it is; the rest stays in the dead-letter queue.",
    ["dead-letter-queue"],
  ),
  operation(
    "ListDeadLetterSourceQueues",
    "list-dead-letter-source-queues",
    "Lists the queues that name this one as their dead-letter queue.",
    "`GET /v1/queues/{queue}/sources`.",
    ["dead-letter-queue"],
  ),
];

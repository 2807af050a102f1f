import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const fifoDocs: readonly DocTerm[] = [
  {
    term: "fifo-queue",
    title: "FIFO queue",
    kind: "resource",
    summary: "A queue that keeps the order of each message group and stores no message twice.",
    body: body(
      'Its name ends in `.fifo`: `POST /v1/queues` with `{"name":"orders.fifo","contentBasedDeduplication":true}`. Each message names its [message group](message-group); within a group messages come out as they went in, across groups they don\'t wait for each other.',
      "Each message gets a sequence number of twenty digits, which grows within its group. Delay is the queue's alone: a message can't name its own. A dead-letter queue of a FIFO queue is a FIFO queue, too, and moving a message there means that what came behind it goes on without it. There it counts as sent anew: its retention begins again.",
      "In high-throughput mode (`deduplicationScope: messageGroup`, `throughputLimit: perMessageGroupId`) AWS promises thousands of messages a second, as long as they are in many groups.",
    ),
    references: [`${GUIDE}/sqs-fifo-queues.html`, `${GUIDE}/high-throughput-fifo.html`],
    aliases: ["fifo", "first-in-first-out", "high-throughput", "sequence-number"],
    related: ["message-group", "deduplication", "shard"],
  },
  {
    term: "message-group",
    title: "Message group",
    kind: "concept",
    summary:
      "The messages of a FIFO queue that must stay in order among themselves: those of one order, one user, one device.",
    body: body(
      "A receive takes the first messages of a group, up to ten. From then on the group is locked: nobody gets what comes behind them until they are deleted, or visible again. So one consumer at a time works on a group, and many work on many groups.",
      "One message that is never deleted holds up its whole group: give the queue a dead-letter queue. One group for everything makes the queue as slow as one consumer.",
      "Try: send 1 and 2 to group a and 3 to group b; receive one message at a time; you get 1, then 3, then nothing; delete 1 and you get 2.",
    ),
    references: [`${GUIDE}/using-messagegroupid-property.html`],
    aliases: ["message-group-id", "group-id", "group-lock"],
    related: ["fifo-queue", "fair-queue"],
  },
  {
    term: "deduplication",
    title: "Deduplication",
    kind: "concept",
    summary: "Within five minutes a FIFO queue accepts a message with a known deduplication id and does not store it.",
    body: body(
      "A producer that heard no answer sends again; the queue sees the same id, answers with the id and the sequence number of the first message, and stores nothing. The id is given with the message, or, with content-based deduplication, it is the SHA-256 of the body (attributes don't count).",
      "It begins with the send and takes no notice of what became of the message: one that was deleted is not stored again either.",
      "A receiver that lost its answer has the like: with the same `attemptId` it gets the same messages again, as long as they are in flight.",
    ),
    references: [
      `${GUIDE}/using-messagededuplicationid-property.html`,
      `${GUIDE}/FIFO-queues-exactly-once-processing.html`,
    ],
    aliases: ["message-deduplication-id", "content-based-deduplication", "exactly-once", "receive-request-attempt-id"],
    related: ["fifo-queue", "idempotency"],
  },
  {
    term: "fair-queue",
    title: "Fair queue",
    kind: "concept",
    summary:
      "A standard queue whose messages say whose they are, so that one noisy tenant does not hold up the others.",
    body: body(
      "Send with a `groupId` to a standard queue. On AWS a tenant whose messages pile up is served later than the quiet ones. Here the group is stored and shown, and the order is what it was: nobody is served later.",
    ),
    references: [`${GUIDE}/sqs-fair-queues.html`],
    aliases: ["fair-queues", "noisy-neighbour"],
    related: ["message-group", "queue"],
  },
  {
    term: "queue-policy",
    title: "Queue policy",
    kind: "attribute",
    summary: "Says what other accounts and AWS's services may do with a queue. Your own account may do everything.",
    body: body(
      "`policy` of a queue is a document in AWS's words: statements with Effect, Principal, Action, Resource and Condition. A Deny wins, against your own account, too: one that denies everything to everybody locks you out, as on AWS, and only a reset of the playground helps. `POST /v1/queues/{queue}/permissions` writes a statement for you; its label takes it away again.",
      "Some things no policy gives away: deleting the queue, its attributes, tags, permissions and redrives are its owner's.",
      "Who may not hears AccessDenied, with the action and the reason.",
    ),
    references: [`${GUIDE}/sqs-basic-examples-of-sqs-policies.html`],
    aliases: ["sqs-policy", "add-permission", "remove-permission"],
    related: ["queue"],
  },
  {
    term: "queue-tags",
    title: "Tags of a queue",
    kind: "attribute",
    summary: "Up to 50 names with values, for people and for the bill: no message sees them.",
    body: body(
      '`tags` at the creation, later `PATCH /v1/queues/{queue}` with `{"tags":{"team":"shop","old":null}}`: null takes a tag away, what is not named stays.',
    ),
    references: [`${GUIDE}/sqs-queue-tags.html`],
    aliases: ["tag-queue", "untag-queue", "list-queue-tags"],
    related: ["queue"],
  },
];

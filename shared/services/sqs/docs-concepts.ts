import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const conceptDocs: readonly DocTerm[] = [
  {
    term: "queue",
    title: "Queue",
    kind: "resource",
    summary: "A place where messages wait until a consumer comes for them, works on them and deletes them.",
    body: body(
      "A producer sends a message and goes on; whether a consumer is awake, busy or being replaced is none of its concern. The consumer asks for messages when it has time. The queue keeps what nobody has deleted, for four days unless you say otherwise (one minute to fourteen days).",
      "Receiving does not take a message out: it hides it for the [visibility timeout](visibility-timeout). Only deleting takes it out.",
      "Try: `POST /v1/queues` with a name, send two messages, receive one, and look with a peek (`GET /v1/queues/{queue}/messages`) at what is visible, in flight and delayed.",
    ),
    references: [`${GUIDE}/welcome.html`],
    aliases: ["sqs", "standard-queue"],
    related: ["shard", "visibility-timeout", "at-least-once", "dead-letter-queue", "push-against-pull"],
  },
  {
    term: "message",
    title: "Message",
    kind: "concept",
    summary: "Up to 1 MiB of text with up to ten attributes, an id, and a count of how often it was received.",
    body: body(
      "Body and attributes together may take 1,048,576 bytes. What is larger belongs into a bucket, with its key in the message.",
      "SQS answers a send with an MD5 of the body and one of the attributes, so that a client can tell that they arrived unchanged.",
    ),
    references: [`${GUIDE}/quotas-messages.html`],
    related: ["message-attributes", "receipt-handle"],
  },
  {
    term: "message-attributes",
    title: "Message attributes",
    kind: "attribute",
    summary: "Up to ten named values beside the body: String, Number or Binary.",
    body: body(
      "Attributes let a consumer or a topic's filter decide without reading the body. They count towards the message's size.",
    ),
    references: [`${GUIDE}/sqs-message-metadata.html`],
    related: ["message"],
  },
  {
    term: "shard",
    title: "Shards and rough order",
    kind: "concept",
    summary: "A standard queue is several queues behind the scenes, so messages come in rough order only.",
    body: body(
      "A send goes to one of the queues behind the queue, chosen at random; a receive asks them in an order that is random too. Two messages sent one after the other may therefore come out the other way round. Here there are four, and every send, receive and peek shows which one it was: `shard`.",
      "It is not that a standard queue is careless: independent parts are what lets it grow without limit and survive the loss of a machine. On AWS a short poll asks only some of the servers and may come back empty although messages wait; here it goes on until it has found something. Who needs strict order uses a [FIFO queue](fifo-queue).",
    ),
    references: [`${GUIDE}/standard-queues.html`, `${GUIDE}/sqs-short-and-long-polling.html`],
    aliases: ["rough-order", "best-effort-ordering", "order"],
    related: ["queue", "long-polling"],
  },
  {
    term: "visibility-timeout",
    title: "Visibility timeout",
    kind: "attribute",
    summary: "How long a received message is hidden from everybody else, so that one consumer can work on it in peace.",
    body: body(
      "When a message is received, the queue does not know whether the work will succeed. It hides the message for the visibility timeout: 30 seconds unless the queue or the receive says otherwise, 12 hours at most. Deleted in time, it is gone. Not deleted in time, it becomes visible again and somebody receives it a second time.",
      "Choose it longer than the work takes. If one message takes unusually long, prolong it while you work: `PATCH /v1/queues/{queue}/messages/{receiptHandle}`. Set to zero, it gives the message back at once.",
      "About 120,000 messages of a queue may be in flight at a time. Beyond that a standard queue refuses receives (`OverLimit`) and a FIFO queue gives nothing until some are deleted or visible again. It nearly always means that a consumer forgets to delete.",
      "Try: receive with `visibilityTimeoutSeconds: 5`, do not delete, advance the clock by 5 seconds, receive again and look at `receiveCount`.",
    ),
    references: [`${GUIDE}/sqs-visibility-timeout.html`],
    aliases: ["in-flight", "visibility"],
    related: ["at-least-once", "receipt-handle", "dead-letter-queue"],
  },
  {
    term: "receipt-handle",
    title: "Receipt handle",
    kind: "attribute",
    summary: "What a receive gives you to delete that message with. It belongs to the receive, not to the message.",
    body: body(
      "Each time a message is received it gets a new receipt handle; the message id stays. Deleting and changing visibility take the handle, which proves that you are the one who holds the message.",
      "An old handle fits no more once somebody else has received the message. A delete with it then changes nothing, though it is answered with success: what you finished late will be done a second time. That is one more reason to be idempotent. A FIFO queue says so instead: a handle whose visibility timeout is over is refused.",
    ),
    references: [`${GUIDE}/sqs-queue-message-identifiers.html`],
    related: ["visibility-timeout", "idempotency"],
  },
  {
    term: "at-least-once",
    title: "At-least-once delivery",
    kind: "concept",
    summary: "Every message is delivered, and now and then one is delivered twice. There are two causes.",
    body: body(
      "**The consumer's side.** It received the message and did the work, but the delete did not happen in time: it crashed, it forgot, the network dropped the request, or the work took longer than the visibility timeout. The queue cannot tell work done from work lost, so it hands the message out again. This is by far the more common cause, and here you can watch it: run the image `skyground/worker` with `FORGET_TO_DELETE=1`.",
      "**The queue's side.** Standard queues keep copies on several servers. If a server is away at the moment when you receive or delete, its copy may come back later. You can do nothing about this one, and it is rare.",
      "The two are often mixed up: copies on several servers are not why a forgotten message returns. Both have the same remedy, though: make the consumer idempotent.",
    ),
    references: [`${GUIDE}/standard-queues-at-least-once-delivery.html`],
    aliases: ["duplicates", "duplicate-delivery"],
    related: ["idempotency", "visibility-timeout", "receipt-handle"],
  },
  {
    term: "idempotency",
    title: "Idempotency",
    kind: "concept",
    summary: "Doing a thing twice has the same effect as doing it once.",
    body: body(
      "With at-least-once delivery a consumer must expect to see a message again. Setting a status to `paid` twice is harmless; adding ten euros twice is not.",
      "The usual way: remember what you have done under a key (the message id, better an order number of your own), in the same transaction as the work, and skip what is already there. `skyground/worker` with `IDEMPOTENT=1` does that; compare its log with one that does not.",
    ),
    references: ["https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/"],
    aliases: ["idempotent"],
    related: ["at-least-once"],
  },
  {
    term: "dead-letter-queue",
    title: "Dead-letter queue",
    kind: "resource",
    summary: "Where a message goes that was received again and again and never deleted.",
    body: body(
      "A message that makes its consumer fail comes back for ever and keeps good messages waiting. A redrive policy ends that: `maxReceiveCount` says how often a message may be received; at the next receive it is moved to the dead-letter queue instead of being handed out.",
      "A dead-letter queue is an ordinary queue that others point to. The message keeps its id, its sending time and its count. When the cause is mended, `POST /v1/queues/{queue}/redrive` on the dead-letter queue sends the messages back where they came from, as new ones.",
      "Mind that its age goes on counting: give a dead-letter queue a longer retention than its sources.",
    ),
    references: [`${GUIDE}/sqs-dead-letter-queues.html`],
    aliases: ["dlq", "redrive", "redrive-policy", "max-receive-count"],
    related: ["visibility-timeout", "queue"],
  },
  {
    term: "delay",
    title: "Delay",
    kind: "attribute",
    summary: "How long a new message is hidden before anybody can receive it: up to 15 minutes.",
    body: body(
      "The queue has a delay for all its messages (`delaySeconds`), and a single message may name its own. A delayed message is counted as `delayed`, neither visible nor in flight.",
      "Delay hides a message at its beginning, the visibility timeout hides it after each receive.",
    ),
    references: [`${GUIDE}/sqs-delay-queues.html`, `${GUIDE}/sqs-message-timers.html`],
    aliases: ["delay-seconds", "delay-queue"],
    related: ["visibility-timeout"],
  },
  {
    term: "retention",
    title: "Retention",
    kind: "attribute",
    summary: "How long a queue keeps a message that nobody deletes: four days, if you do not say otherwise.",
    body: body(
      "From one minute to fourteen days, counted from the first send. After that the message is gone, whether it is visible, in flight or delayed.",
    ),
    references: [`${GUIDE}/sqs-basic-architecture.html`],
    aliases: ["message-retention-period"],
    related: ["queue", "dead-letter-queue"],
  },
  {
    term: "long-polling",
    title: "Short and long polling",
    kind: "concept",
    summary: "A short poll answers at once, even with nothing; a long poll waits up to 20 seconds for a first message.",
    body: body(
      "With `waitSeconds` a receive does not come back empty-handed at once: it answers as soon as a message is there. Fewer requests, less money on AWS, and no delay.",
      "Here a long poll also wakes when a hidden message becomes visible, by time or because you advanced the clock.",
    ),
    references: [`${GUIDE}/sqs-short-and-long-polling.html`],
    aliases: ["polling", "short-polling", "wait-time-seconds", "receive-message-wait-time-seconds"],
    related: ["queue", "push-against-pull"],
  },
  {
    term: "push-against-pull",
    title: "Push against pull",
    kind: "concept",
    summary: "A topic pushes: it calls its subscribers. A queue is pulled: its consumers come and ask.",
    body: body(
      "SNS **pushes**. When a message is published, the topic delivers it to every subscriber at once; nobody asks for it, and a subscriber that is away misses it unless something keeps it.",
      "SQS is **pulled**. The queue does nothing by itself; each consumer asks when it is ready, takes as much as it can bear, and a flood of messages only makes the queue longer.",
      "(It is easily told the wrong way round: it is in the push model that messages come without being asked for.) Together they make fan-out: the topic pushes into several queues, and each queue waits for its own consumer.",
    ),
    references: [
      "https://docs.aws.amazon.com/decision-guides/latest/sns-or-sqs-or-eventbridge/sns-or-sqs-or-eventbridge.html",
    ],
    aliases: ["push", "pull", "push-and-pull"],
    related: ["queue", "topic", "fan-out"],
  },
];

import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const fifoDocs: readonly DocTerm[] = [
  {
    term: "fifo-topic",
    title: "FIFO topic",
    kind: "resource",
    summary:
      "A topic that hands on the messages of each group in the order in which they were published, and each once.",
    body: body(
      "On a standard topic two messages may overtake each other on their way. Where that would be wrong (account opened, then money paid in, then account closed), use a FIFO topic in front of FIFO queues.",
      "Its name ends in `.fifo`. Every message names a **group** (`groupId`): messages of one group keep their order, groups don't wait for each other. Choose groups as small as the order needs: one for each account, not one for all. A message also has a **deduplication id**, given or computed from its text.",
      'Try it: `POST /v1/topics` with `{"name":"orders.fifo","fifo":true,"contentBasedDeduplication":true}`, subscribe a FIFO queue, publish with `"groupId":"account-7"`. The answer carries a `sequenceNumber` that grows within the group.',
      "Only queues can subscribe, at most a hundred of them: e-mail, text messages and URLs keep no order. A standard queue may subscribe too; what it gets is in no order any more, and without a group.",
      "How the order is kept here: a group's messages are fanned out one after the other, and what is to be delivered to a subscription waits in a lane for that group. Only the first in a lane is on its way; a retry comes before whatever was published later. A subscriber that fails holds up its own lane and nobody else.",
    ),
    references: [
      `${GUIDE}/sns-fifo-topics.html`,
      `${GUIDE}/fifo-topic-message-ordering.html`,
      `${GUIDE}/fifo-message-delivery.html`,
    ],
    aliases: ["fifo-topics", "topic-message-group", "sns-fifo", "topic-sequence-number"],
    related: ["topic", "topic-deduplication", "fifo-queue", "fan-out"],
  },
  {
    term: "topic-deduplication",
    title: "Deduplication by a topic",
    kind: "concept",
    summary: "What is published twice within five minutes under one deduplication id is sent once.",
    body: body(
      "A publisher that hears no answer must publish again, and then the message may be there twice. On a FIFO topic both have the same **deduplication id**: the second is accepted, answered like the first, and goes nowhere. After five minutes the id is forgotten.",
      "Give the id yourself (the order's number), or switch on `contentBasedDeduplication`: then it is the SHA-256 of the message's text. Attributes don't count, so two messages that differ in nothing else are one.",
      'The id is looked for in the whole topic, or with `"throughputScope":"messageGroup"` (AWS: FifoThroughputScope) in the message\'s group alone, which on AWS lets the topic take more messages a second. The journal tells `message.duplicate`.',
    ),
    references: [`${GUIDE}/fifo-message-dedup.html`, `${GUIDE}/fifo-high-throughput.html`],
    aliases: ["fifo-throughput-scope", "topic-duplicates"],
    related: ["fifo-topic", "deduplication", "idempotency", "at-least-once"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

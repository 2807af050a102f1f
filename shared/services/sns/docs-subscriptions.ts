import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const subscriptionDocs: readonly DocTerm[] = [
  {
    term: "subscription",
    title: "Subscription",
    kind: "resource",
    summary: "Says that what is published to a topic is to be sent to one endpoint, by one protocol, from now on.",
    body: body(
      "A subscription joins a topic and an **endpoint**: a queue's ARN (protocol `sqs`), a URL (`http`, `https`), an e-mail address (`email`, or `email-json` for the envelope as text), a phone number in E.164 such as `+4915112345678` (`sms`). Subscribing the same endpoint twice gives the same subscription.",
      "It may carry a **filter policy** (which messages it wants) and, for queues and URLs, **raw message delivery** (the message itself instead of an envelope). A queue of your own account and a phone number are subscribed at once; every other endpoint must confirm first.",
      'Try it: `POST /v1/topics/news/subscriptions` with `{"protocol":"sqs","endpoint":"arn:aws:sqs:us-east-1:000000000000:orders"}`. E-mails and text messages land in `GET /v1/playground/inbox` and go no further, unless the server knows a mail server (`SKYGROUND_SMTP_URL`); what is posted to a URL really leaves.',
      "On AWS a queue also needs a policy that lets the topic send to it; here only another account's queue does. lambda and AWS's other protocols are not built yet.",
    ),
    references: [`${GUIDE}/sns-create-subscribe-endpoint-to-topic.html`],
    aliases: ["subscriptions", "endpoint", "subscriber-endpoint"],
    related: ["topic", "confirmation", "filter-policy", "raw-message-delivery", "inbox"],
  },
  {
    term: "topic-message-attributes",
    title: "Message attributes of a topic",
    kind: "attribute",
    summary: "Named and typed values beside a message's text, for filter policies and for subscribers.",
    body: body(
      'Each has a type: `String`, `Number`, `Binary` (base64 over REST) or `String.Array` (JSON such as `["books", 7, true, null]`). Names have letters, digits, hyphens, underscores and periods. They count towards the 256 KiB of a message.',
      "A filter policy looks at them, unless it is on the body; it ignores binary ones. Raw delivery hands them on as the queue's message attributes; the envelope carries them in `MessageAttributes`.",
    ),
    references: [`${GUIDE}/sns-message-attributes.html`],
    aliases: ["sns-message-attributes"],
    related: ["filter-policy", "raw-message-delivery", "publish"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

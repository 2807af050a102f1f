import type { DocTerm } from "../service.ts";

const API = "https://docs.aws.amazon.com/sns/latest/api";

function operation(name: string, term: string, summary: string, body: string, related: readonly string[]): DocTerm {
  return { term, title: name, kind: "operation", summary, body, references: [`${API}/API_${name}.html`], related };
}

export const operationDocs: readonly DocTerm[] = [
  operation(
    "CreateTopic",
    "create-topic",
    "Makes a topic, or gives you the one of that name.",
    '`POST /v1/topics`, with `"fifo":true` for a FIFO topic. The same name with other attributes or tags is refused.',
    ["topic"],
  ),
  operation(
    "DeleteTopic",
    "delete-topic",
    "Removes a topic and its subscriptions; what is not there is deleted already.",
    "`DELETE /v1/topics/{topic}`. Messages that have not been sent on by then go nowhere.",
    ["topic"],
  ),
  operation(
    "Subscribe",
    "subscribe",
    "Has a topic's messages sent to a queue, an e-mail address or a phone number from now on.",
    "`POST /v1/topics/{topic}/subscriptions` with `protocol` and `endpoint`, and if wanted `filterPolicy` and `rawDelivery`.",
    ["subscription", "confirmation"],
  ),
  operation(
    "Unsubscribe",
    "unsubscribe",
    "Ends a subscription.",
    "`DELETE /v1/topics/{topic}/subscriptions/{id}`, or the link in every e-mail.",
    ["subscription"],
  ),
  operation(
    "SetSubscriptionAttributes",
    "set-subscription-attributes",
    "Changes a subscription's filter policy, raw delivery, dead-letter queue or delivery policy.",
    "`PATCH /v1/topics/{topic}/subscriptions/{id}`. A filter policy of `null` (on the wire `{}`) takes it away.",
    ["filter-policy", "raw-message-delivery"],
  ),
  operation(
    "Publish",
    "publish",
    "Sends one message to everybody who has subscribed and wants it.",
    [
      "`POST /v1/topics/{topic}/messages` with `message`, and if wanted `subject` and `attributes`; `/messages/batch` takes up to ten. The answer comes when the message is stored: 202, because the deliveries follow. It is at most 256 KiB with its attributes.",
      'With `"messageStructure":"json"` the message is JSON with a text for each protocol: `{"default":"for all","sms":"short"}`. The default must be there.',
      'Whether anybody got it is in the journal under the answer\'s trace id: `message.published`, `message.filtered` with the reason, `message.delivered`, and a summary such as "0 of 2 subscriptions matched".',
    ].join("\n\n"),
    ["topic", "fan-out", "fifo-topic", "topic-message-attributes", "explain-fan-out"],
  ),
];

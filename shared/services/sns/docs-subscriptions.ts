import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const subscriptionDocs: readonly DocTerm[] = [
  {
    term: "subscription",
    title: "Subscription",
    kind: "resource",
    summary: "Says that what is published to a topic is to be sent to one endpoint, by one protocol, from now on.",
    body: body(
      "A subscription joins a topic and an **endpoint**: a queue's ARN (protocol `sqs`), an e-mail address (`email`), a phone number in E.164 such as `+4915112345678` (`sms`). Subscribing the same endpoint twice gives the same subscription.",
      "It may carry a **filter policy** (which messages it wants) and, for queues, **raw message delivery** (the message itself instead of an envelope). A queue of your own account and a phone number are subscribed at once; an e-mail address must confirm first.",
      'Try it: `POST /v1/topics/news/subscriptions` with `{"protocol":"sqs","endpoint":"arn:aws:sqs:us-east-1:000000000000:orders"}`. E-mails and text messages leave no trace in the world here: they land in `GET /v1/playground/inbox`.',
      "On AWS the queue also needs a policy that lets the topic send to it; Skyground doesn't ask for one yet. http, https, lambda and AWS's other protocols are not built yet.",
    ),
    references: [`${GUIDE}/sns-create-subscribe-endpoint-to-topic.html`],
    aliases: ["subscriptions", "endpoint", "subscriber-endpoint"],
    related: ["topic", "confirmation", "filter-policy", "raw-message-delivery", "inbox"],
  },
  {
    term: "confirmation",
    title: "Confirmation",
    kind: "concept",
    summary: "Nobody is sent e-mails because somebody else typed in an address: its owner must say yes.",
    body: body(
      "Subscribing an e-mail address only asks. The subscription is **pending**, and a letter with a link goes to the address. Who can read the letter can follow the link; that proves that the address is theirs. Until then nothing that is published is sent there, and after two days the pending subscription is removed. Subscribing again sends the letter again.",
      'The link carries a **token**. Open it in a browser, or `POST /v1/topics/{topic}/subscriptions/{id}/confirm` with `{"token":"..."}`. Find the letter in `GET /v1/playground/inbox?kind=email`. AWS\'s lists show `PendingConfirmation` instead of an ARN until then.',
      "Every message that follows carries a link to end the subscription. A queue of the same account needs no confirmation, and neither does a phone number (AWS holds new accounts back in an SMS sandbox instead).",
    ),
    references: [
      `${GUIDE}/SendMessageToHttp.confirm.html`,
      "https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html",
    ],
    aliases: ["confirm", "confirm-subscription", "pending-confirmation", "confirmation-token"],
    related: ["subscription", "inbox"],
  },
  {
    term: "filter-policy",
    title: "Filter policy",
    kind: "attribute",
    summary: "JSON on a subscription that says which messages it wants, by their attributes.",
    body: body(
      "Without a policy a subscriber gets everything. With one, SNS looks at the message's **attributes** (not its text) and sends only what matches, so that subscribers need no code to throw things away.",
      '```json\n{"store": ["books", {"prefix": "toy-"}], "price": [{"numeric": [">=", 10, "<", 100]}]}\n```',
      'All keys must match (AND); within a key one condition is enough (OR). Conditions: an exact string, number, `true`, `false` or `null`; `{"prefix": "a"}`; `{"suffix": "z"}`; `{"equals-ignore-case": "a"}`; `{"anything-but": ["a", "b"]}`, also with a prefix or suffix inside; `{"numeric": ["=", 5]}` with `<`, `<=`, `>`, `>=` and ranges; `{"exists": true}` or `false`.',
      'Where people stumble: a key that the message lacks matches nothing, not even `anything-but`; `{"exists": false}` needs at least one other attribute; the string "100" and the number 100 are different; upper and lower case differ; a `String.Array` matches when one of its elements does, so `anything-but` matches an array that holds anything else besides. At most five keys, and the numbers of conditions multiplied must not exceed 150.',
      "A message that is filtered out is simply not sent. Here the journal tells it (`message.filtered`) with the reason; AWS only counts it. AWS takes up to 15 minutes to apply a changed policy, Skyground none. Filtering on the message's body, `$or`, `cidr` and `wildcard` are not built yet.",
    ),
    references: [
      `${GUIDE}/sns-message-filtering.html`,
      `${GUIDE}/sns-subscription-filter-policies.html`,
      `${GUIDE}/subscription-filter-policy-constraints.html`,
    ],
    aliases: ["filter", "filtering", "message-filtering", "filter-policies"],
    related: ["subscription", "topic-message-attributes"],
  },
  {
    term: "raw-message-delivery",
    title: "Raw message delivery",
    kind: "attribute",
    summary: "The queue gets the message as it was published, instead of JSON around it.",
    body: body(
      "By default a queue gets an **envelope**: JSON with `Type`, `MessageId`, `TopicArn`, `Subject`, `Message`, `Timestamp`, `UnsubscribeURL` and `MessageAttributes`. The text that was published is the string in `Message`; a consumer that parses the body and finds no order in it has usually forgotten this layer.",
      "With `rawDelivery` (AWS: RawMessageDelivery) the body is the message itself and its attributes become the queue's message attributes. A queue takes ten: a raw message with more is given up. The subject and the topic's name are lost.",
      "What differs from AWS: AWS signs the envelope (`SignatureVersion`, `Signature`, `SigningCertURL`). Skyground leaves these three out until it can sign for real, because a made-up signature would look like a real one. `UnsubscribeURL` leads to this server.",
    ),
    references: [`${GUIDE}/sns-large-payload-raw-message-delivery.html`, `${GUIDE}/sns-message-and-json-formats.html`],
    aliases: ["raw-delivery", "envelope"],
    related: ["subscription", "topic-message-attributes", "message-attributes"],
  },
  {
    term: "topic-message-attributes",
    title: "Message attributes of a topic",
    kind: "attribute",
    summary: "Named and typed values beside a message's text, for filter policies and for subscribers.",
    body: body(
      'Each has a type: `String`, `Number`, `Binary` (base64 over REST) or `String.Array` (JSON such as `["books", 7, true, null]`). Names have letters, digits, hyphens, underscores and periods. They count towards the 256 KiB of a message.',
      "A filter policy looks at them and at nothing else; it ignores binary ones. Raw delivery hands them on as the queue's message attributes; the envelope carries them in `MessageAttributes`.",
    ),
    references: [`${GUIDE}/sns-message-attributes.html`],
    aliases: ["sns-message-attributes"],
    related: ["filter-policy", "raw-message-delivery", "publish"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

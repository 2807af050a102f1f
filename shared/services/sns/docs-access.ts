import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const accessDocs: readonly DocTerm[] = [
  {
    term: "topic-policy",
    title: "Topic policy",
    kind: "attribute",
    summary: "Says which other accounts may publish to a topic and subscribe to it, and under which conditions.",
    body: body(
      "Without a policy of its own a topic is its own account's alone. Another account is refused with `AuthorizationError`, which names who asked, what for and why not.",
      'Let one in with `POST /v1/topics/{topic}/permissions` and `{"label":"partner","accounts":["111111111111"],"actions":["Publish"]}` (AWS: AddPermission), or write a whole policy: `PATCH /v1/topics/{topic}` with `policy`. Conditions can look at the caller\'s address, the time, the endpoint that is to be subscribed (`sns:Endpoint`, `sns:Protocol`) and more. A Deny always wins, against the owner too.',
      "The actions: GetTopicAttributes, SetTopicAttributes, AddPermission, RemovePermission, DeleteTopic, Subscribe, ListSubscriptionsByTopic, Publish.",
      "Deviation: an AWS service that acts for a resource of the topic's own account (a bucket that notifies) needs no policy here; on AWS it does.",
    ),
    references: [
      `${GUIDE}/sns-access-policy-use-cases.html`,
      `${GUIDE}/sns-access-policy-language-api-permissions-reference.html`,
    ],
    aliases: ["topic-permissions", "topic-permission", "sns-policy"],
    related: ["topic", "resource-policy", "account"],
  },
  {
    term: "text-messages",
    title: "Text messages",
    kind: "concept",
    summary: "SMS to a phone number, by a subscription or directly.",
    body: body(
      'A phone number can subscribe to a topic, or be sent to directly: `POST /v1/text-messages` with `{"phoneNumber":"+4915112345678","message":"hello"}` (AWS: Publish with PhoneNumber). Numbers are in E.164: a plus, the country, the number. Messages land in `GET /v1/playground/inbox?kind=sms` and go no further.',
      "Who answers STOP has **opted out**: nothing more is sent to that number until it is opted in again. Here `POST /v1/text-messages/opt-outs` plays the answer.",
      "A new account on AWS is in the **SMS sandbox** and can send to verified numbers only. Here the sandbox's numbers can be created, verified (the one-time password is in the inbox), listed and deleted, but nothing asks for them. Of the SMS attributes only DefaultSenderID means something.",
    ),
    references: [`${GUIDE}/sns-mobile-phone-number-as-subscriber.html`, `${GUIDE}/sns-sms-sandbox.html`],
    aliases: ["sms", "opt-out", "sms-sandbox", "phone-number", "publish-to-phone"],
    related: ["subscription", "inbox"],
  },
  {
    term: "mobile-push",
    title: "Mobile push",
    kind: "concept",
    summary:
      "Messages to apps on phones by way of Apple's, Google's or Amazon's push services: here they are in the inbox.",
    body: body(
      "A **platform application** holds the credentials for a push service (APNS, GCM, ADM, ...); an **endpoint** is one app on one device, known by the token that the push service gave it. On AWS a message to an endpoint is pushed to the device.",
      "Here applications and endpoints are created, changed, listed and deleted as on AWS, with AWS's checks. There is no push service to hand a message to, so it is in the inbox (`GET /v1/playground/inbox?kind=push`), as the platform would have got it: with `MessageStructure` json the text under the platform's name, else the message. An endpoint can subscribe to a topic (protocol `application`). One that is disabled takes nothing: publishing to it is refused, and a topic's message for it goes to the subscription's dead-letter queue.",
    ),
    references: [`${GUIDE}/sns-mobile-application-as-subscriber.html`],
    aliases: ["platform-application", "platform-endpoint", "push-notification"],
    related: ["topic", "inbox"],
  },
  {
    term: "data-protection-policy",
    title: "Data protection policy",
    kind: "attribute",
    summary: "On AWS it finds personal data in a topic's messages; here it is kept and shown, and nothing looks.",
    body: body(
      "On AWS such a policy names kinds of data (credit card numbers, addresses) and whether to audit, mask or refuse messages that hold them. Skyground checks the policy's form, keeps it and shows it (Get and PutDataProtectionPolicy), and looks into no message.",
    ),
    references: [`${GUIDE}/message-data-protection.html`],
    aliases: ["message-data-protection"],
    related: ["topic"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

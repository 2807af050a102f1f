import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const conceptDocs: readonly DocTerm[] = [
  {
    term: "topic",
    title: "Topic",
    kind: "resource",
    summary: "A name to publish to: whatever is published is sent at once to everybody who has subscribed.",
    body: body(
      "A topic is an address between those who have something to say and those who want to hear it. A publisher sends one message to the topic and knows nothing of who listens; the topic sends a copy to each subscription.",
      "**A topic keeps nothing.** A message goes to the subscriptions that exist when it is published. Who subscribes a second later gets nothing of it, and nobody can come and fetch it: subscribers don't read from a topic, they are sent to. Whoever must not miss a message while away subscribes a queue, which keeps it.",
      'Try it: `POST /v1/topics` with `{"name":"news"}`, subscribe a queue, publish, and follow the message with the trace id of the answer in `GET /v1/playground/events?trace=...`.',
      "A topic is **standard** (copies in no particular order) or **FIFO** (each group in order, duplicates dropped). Its **policy** says which other accounts may publish and subscribe. An encryption key is kept and shown, but nothing is encrypted with it.",
    ),
    references: [`${GUIDE}/sns-create-topic.html`, `${GUIDE}/welcome.html`],
    aliases: ["sns", "simple-notification-service", "topics"],
    related: ["subscription", "fifo-topic", "topic-policy", "publish-subscribe", "fan-out", "push-against-pull"],
  },
  {
    term: "publish-subscribe",
    title: "Publish and subscribe",
    kind: "concept",
    summary: "Senders publish to a topic, receivers subscribe to it, and neither knows the other.",
    body: body(
      'In a call there is one caller and one who is called, and the caller must know whom. In publish/subscribe a **publisher** states a fact ("order 17 was placed") to a topic, and any number of **subscribers** are sent it: none today, three tomorrow. Nothing changes at the publisher when a fourth comes.',
      "It is broadcasting: each subscriber gets its own copy. In a queue it is the other way round: ten consumers share the work, and each message is done by one of them.",
    ),
    references: ["https://aws.amazon.com/what-is/pub-sub-messaging/"],
    aliases: ["pub-sub", "pubsub", "publisher", "subscriber", "broadcasting"],
    related: ["topic", "decoupling", "fan-out", "queue"],
  },
  {
    term: "fan-out",
    title: "Fan-out",
    kind: "concept",
    summary: "One message in, a copy for every subscriber out; most often a topic in front of several queues.",
    body: body(
      "An order is placed, and the warehouse, the invoice and the e-mail must all happen. The shop publishes once. Each of the three has a queue of its own that is subscribed to the topic, takes its copies at its own pace, and can be down for an hour without the others noticing.",
      "Why not the services themselves as subscribers? A topic pushes: who is away when the message comes may miss it, and who is slow is flooded. A queue takes every copy at once and waits. The topic spreads, the queues keep.",
      "Each delivery stands alone here as on AWS: a subscriber that fails is tried again by itself and given up by itself, and the others are never held up. The journal tells each delivery, each subscription that was passed over, and why. Copies to several queues arrive in no particular order, and now and then twice.",
    ),
    references: [`${GUIDE}/sns-common-scenarios.html`, `${GUIDE}/sns-sqs-as-subscriber.html`],
    aliases: ["fanout", "fan-out-pattern"],
    related: ["topic", "subscription", "queue", "push-against-pull", "delivery-retries"],
  },
  {
    term: "decoupling",
    title: "Decoupling: tight and loose",
    kind: "concept",
    summary: "Loosely coupled parts share a message, not each other's addresses, uptime and speed.",
    body: body(
      "**Tight:** the order service calls payment, then e-mail, then the warehouse, one after the other. It must know all three. When the e-mail service is down, placing an order fails; when it is slow, every order is slow; a fourth receiver means changing and deploying the order service.",
      '**Loose:** the order service publishes "order placed" to a topic and is done. It depends on the topic alone. Receivers come, go, fail and catch up without it.',
      "Loose is not free. The publisher no longer learns whether the e-mail was sent; answers come later or not at all, copies may come twice (so receivers must be idempotent), and what happened is spread over several places: that is why every event here carries a trace id. When you need the answer now (is the card good?), call; when you only state what happened, publish.",
    ),
    references: [
      "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_prevent_interaction_failure_loosely_coupled_system.html",
    ],
    aliases: ["coupling", "loose-coupling", "tight-coupling", "loosely-coupled", "tightly-coupled"],
    related: ["publish-subscribe", "topic", "queue", "idempotency"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

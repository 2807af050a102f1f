import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const deliveryDocs: readonly DocTerm[] = [
  {
    term: "http-endpoint",
    title: "HTTP endpoint",
    kind: "concept",
    summary: "A URL that a topic posts each message to: your own program, called when something was published.",
    body: body(
      "Subscribe with protocol `http` or `https` and a URL. A topic makes a **POST** for each message: the envelope as its body, and headers that say what it is (`x-amz-sns-message-type`, `-message-id`, `-topic-arn`, `-subscription-arn`). The first POST is a **SubscriptionConfirmation**: open its `SubscribeURL` (a GET is enough, and no key is asked for) and messages come.",
      'Try it: start a program that shows what it is posted, such as `node -e "require(\'http\').createServer((q, s) => { q.pipe(process.stdout); s.end() }).listen(8080)"`, then `POST /v1/topics/news/subscriptions` with `{"protocol":"http","endpoint":"http://127.0.0.1:8080/hook"}`. `GET /v1/playground/inbox?kind=http` shows every POST with what the endpoint answered, failed tries as well.',
      "An endpoint has 15 seconds to answer with a 2xx. Anything else is a failure: 5xx, 429, a time-out and a connection that can't be made are tried again by the **delivery policy**, every other answer is final. Redirects are not followed. An `https` endpoint needs a certificate that this machine trusts; `NODE_EXTRA_CA_CERTS` adds an authority of your own. Check the **signature** of what you get: anybody can post to your URL.",
      "These POSTs really leave the playground. A server on 127.0.0.1 posts anywhere but to link-local addresses (169.254.x.x); one that other machines reach posts to public addresses only, unless it was started with `--deliver-to-private`, because whoever may subscribe could otherwise make it speak to its neighbours. AWS reaches public addresses only.",
      "A URL may carry a user and a password: they are sent when the endpoint asks for them by Basic or Digest authentication, and shown to nobody.",
    ),
    references: [`${GUIDE}/sns-http-https-endpoint-as-subscriber.html`, `${GUIDE}/http-header.html`],
    aliases: ["http", "https", "webhook", "http-subscription", "https-endpoint"],
    related: ["confirmation", "message-signature", "delivery-retries", "raw-message-delivery", "inbox"],
  },
  {
    term: "confirmation",
    title: "Confirmation",
    kind: "concept",
    summary: "Nobody is sent messages because somebody else typed in an address: its owner must say yes.",
    body: body(
      "Subscribing an e-mail address, a URL or another account's queue only asks. The subscription is **pending**, and a question with a link goes there. Who can read the question can follow the link; that proves that the endpoint is theirs. Until then nothing that is published is sent there, and after two days the pending subscription is removed. Subscribing again asks again.",
      'The link carries a **token**, which is all that it takes: no key, no signature. Open it in a browser, let your endpoint open `SubscribeURL`, or `POST /v1/topics/{topic}/subscriptions/{id}/confirm` with `{"token":"..."}`. Find the question in `GET /v1/playground/inbox`, or in the queue. AWS\'s lists show `PendingConfirmation` instead of an ARN until then.',
      "Every message that follows carries a link to end the subscription. Whoever follows it ends it, unless it was confirmed with `AuthenticateOnUnsubscribe`; the endpoint is then told by an **UnsubscribeConfirmation**, whose link takes it back for two days. When the account itself unsubscribes, nothing is sent.",
      "A queue of the same account needs no confirmation, and neither does a phone number (AWS holds new accounts back in an SMS sandbox instead).",
    ),
    references: [
      `${GUIDE}/SendMessageToHttp.confirm.html`,
      "https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html",
      "https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html",
    ],
    aliases: ["confirm", "confirm-subscription", "pending-confirmation", "confirmation-token", "subscribe-url"],
    related: ["subscription", "http-endpoint", "inbox"],
  },
  {
    term: "raw-message-delivery",
    title: "Raw message delivery",
    kind: "attribute",
    summary: "A queue or an HTTP endpoint gets the message as it was published, instead of JSON around it.",
    body: body(
      "By default a subscriber gets an **envelope**: JSON with `Type`, `MessageId`, `TopicArn`, `Subject`, `Message`, `Timestamp`, a signature, `UnsubscribeURL` and `MessageAttributes`. The text that was published is the string in `Message`; a consumer that parses the body and finds no order in it has usually forgotten this layer.",
      "With `rawDelivery` (AWS: RawMessageDelivery) the body is the message itself. A queue gets the attributes as its own message attributes; it takes ten, and a raw message with more is given up. An HTTP endpoint gets no attributes at all, and the header `x-amz-sns-rawdelivery: true`. The subject, the topic's name and the signature are lost.",
    ),
    references: [`${GUIDE}/sns-large-payload-raw-message-delivery.html`, `${GUIDE}/sns-message-and-json-formats.html`],
    aliases: ["raw-delivery", "envelope"],
    related: ["subscription", "topic-message-attributes", "message-attributes", "message-signature"],
  },
  {
    term: "message-signature",
    title: "Signature of a message",
    kind: "concept",
    summary: "Proves that an envelope comes from the topic's service and that nobody has changed it.",
    body: body(
      "Anybody can post JSON to an endpoint. So SNS **signs** each envelope with a private key (RSA), and says in `SigningCertURL` where the certificate with the public key is. A receiver puts certain members into one text, in the order of their names, each name and each value on a line of its own, and checks `Signature` against it. Libraries do it: `sns-validator` for JavaScript, `MessageValidator` of AWS's SDKs for PHP and Java.",
      "Here it is done for real: the key is made when it is first needed and kept in the data folder (`signing-key.pem`, readable for the server's user only), and the certificate is at `/SimpleNotificationService-<id>.pem`, for everybody. **The one difference:** it is this server's certificate and not Amazon's. A validator that insists on `sns.<region>.amazonaws.com` must be told to trust this host; never do that in production.",
      "`SignatureVersion` 1 uses SHA1, 2 uses SHA256; set the topic's attribute `SignatureVersion` to 2 for new programs. Raw messages and what FIFO topics send are not signed.",
    ),
    references: [`${GUIDE}/sns-verify-signature-of-message.html`],
    aliases: ["signature", "signing-certificate", "signature-version", "signing-cert-url"],
    related: ["http-endpoint", "raw-message-delivery"],
  },
  {
    term: "delivery-retries",
    title: "Delivery retries",
    kind: "concept",
    summary:
      "A delivery that fails for now is tried again with growing pauses; one that can't succeed is given up at once.",
    body: body(
      "If the receiving side is unwell (a server-side error), SNS tries again: to a queue three times at once, twice after a second, then with pauses that grow to 20 seconds; to an e-mail address or a phone after 10 seconds, growing to 10 minutes, for six hours in all. These are AWS's pauses. For queues AWS goes on for 23 days, Skyground for about ten minutes more, because here the queue lives in the same process.",
      "For **HTTP endpoints** the pauses are yours to choose: three tries 20 seconds apart unless a **delivery policy** says otherwise, on the topic (`http.defaultHealthyRetryPolicy`) or on the subscription (`healthyRetryPolicy`), which goes first unless the topic says `disableSubscriptionOverrides`. `numNoDelayRetries` come at once, `numMinDelayRetries` after `minDelayTarget` seconds, what is left of `numRetries` with pauses that grow to `maxDelayTarget` by the `backoffFunction`, `numMaxDelayRetries` after `maxDelayTarget`. `throttlePolicy.maxReceivesPerSecond` spaces deliveries out, `requestPolicy.headerContentType` names their type.",
      "Pauses follow the playground's clock: publish to an endpoint that is down, move the clock on by an hour, and see all tries at once in `GET /v1/playground/inbox?kind=http`.",
      "If the mistake is on the sender's side (the queue was deleted, the endpoint answers 404, a message has more attributes than a queue takes), trying again would not help: the message is given up at once. The journal says `delivery.throttled` when one waits for its turn, `delivery.failed` with the next try, `delivery.dead-lettered` when the subscription's dead-letter queue has it, and `delivery.abandoned` when it is lost.",
    ),
    references: [`${GUIDE}/sns-message-delivery-retries.html`],
    aliases: ["delivery-policy", "retry", "retries", "backoff"],
    related: ["fan-out", "subscription", "at-least-once", "http-endpoint", "subscription-dead-letter-queue"],
  },
  {
    term: "subscription-dead-letter-queue",
    title: "Dead-letter queue of a subscription",
    kind: "attribute",
    summary: "A queue that takes what could not be delivered to one subscriber, so that it isn't lost.",
    body: body(
      'A topic keeps nothing: what a subscriber can\'t be given is gone. A **RedrivePolicy** on the subscription (`{"deadLetterTargetArn": "arn:aws:sqs:..."}`) names a queue that gets it instead, as the subscriber would have got it: raw or in its envelope. It belongs to the subscription and not to the topic, because each subscriber fails by itself.',
      "Don't mistake it for the dead-letter queue **of a queue**: that one takes messages that were received too often and never deleted, this one takes messages that never arrived. A chain of topic, queue and consumer may well have both.",
      "The queue must be of the topic's account and region, a FIFO queue for a FIFO queue behind a FIFO topic, and its policy must let the topic send (here a topic of the same account always may). If it can't take the message either, that is lost, and the journal says so.",
    ),
    references: [`${GUIDE}/sns-dead-letter-queues.html`, `${GUIDE}/sns-configure-dead-letter-queue.html`],
    aliases: ["redrive-policy-of-a-subscription", "sns-dead-letter-queue"],
    related: ["delivery-retries", "dead-letter-queue", "subscription"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

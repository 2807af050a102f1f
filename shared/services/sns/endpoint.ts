import { parseArn } from "../../core/arn.ts";
import type { RequestContext } from "../../core/context.ts";
import { invalidParameter, invalidSmsEndpoint, notBuilt } from "./errors.ts";
import { PROTOCOLS, type Protocol, type Subscription, type Topic } from "./model.ts";

/** AWS's other protocols. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const NOT_BUILT = new Set(["lambda", "firehose"]);

const MAX_EMAIL_LENGTH = 320;
const MAX_URL_LENGTH = 2048;

/** Whether the endpoint's owner must say yes before anything is sent there: not of one's own queue, nor (on AWS either) of a phone or an app. */
export function needsConfirmation(
  { protocol, endpoint }: Pick<Subscription, "protocol" | "endpoint">,
  { account }: Pick<RequestContext, "account">,
): boolean {
  if (protocol === "sqs") return parseArn(endpoint)?.account !== account;
  return protocol !== "sms" && protocol !== "application";
}

export function isHttp(protocol: Protocol): protocol is "http" | "https" {
  return protocol === "http" || protocol === "https";
}

export function readProtocol(protocol: string | undefined): Protocol {
  if (!protocol) throw invalidParameter("Protocol Reason: no value for required parameter", "subscription");
  const known = PROTOCOLS.find((one) => one === protocol);
  if (known) return known;
  if (NOT_BUILT.has(protocol)) {
    throw notBuilt(`The protocol ${protocol}`, `Subscribe with ${PROTOCOLS.join(", ")}.`, "subscription");
  }
  throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`, "subscription");
}

export function checkEndpoint(
  protocol: Protocol,
  endpoint: string | undefined,
  topic: Pick<Topic, "fifo">,
): asserts endpoint is string {
  if (!endpoint) throw invalidParameter("Endpoint Reason: no value for required parameter", "subscription");
  if (topic.fifo && protocol !== "sqs") throw fifoProtocol(protocol);
  if (protocol === "sqs") checkQueueArn(endpoint, topic);
  else if (protocol === "application") checkPlatformEndpoint(endpoint);
  else if (isHttp(protocol)) checkUrl(protocol, endpoint);
  else if (protocol === "email" || protocol === "email-json") checkEmail(endpoint);
  else if (!phoneNumber(endpoint)) throw invalidSmsEndpoint(endpoint);
}

/** A number in E.164, without the spaces and signs that people write between its digits; undefined when it is none. */
export function phoneNumber(text: string): string | undefined {
  const digits = text.replace(/[-./() ]/g, "");
  return /^\+[1-9][0-9]{1,14}$/.test(digits) ? digits : undefined;
}

/** AWS keeps order only up to queues. https://docs.aws.amazon.com/sns/latest/dg/fifo-message-delivery.html */
function fifoProtocol(protocol: Protocol) {
  const reason = `FIFO topics deliver to Amazon SQS queues only, not by ${protocol}`;
  return invalidParameter(`Protocol Reason: ${reason}`, "fifo-topic");
}

function checkQueueArn(endpoint: string, topic: Pick<Topic, "fifo">): void {
  const queue = parseArn(endpoint);
  if (queue?.service !== "sqs" || !/^[A-Za-z0-9_.-]{1,80}$/.test(queue.resource))
    throw invalidParameter("SQS endpoint ARN", "subscription");
  if (queue.resource.endsWith(".fifo") && !topic.fifo) {
    // AWS says these two words twice.
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
      "subscription",
    );
  }
}

/** A device of a mobile app. AWS doesn't ask whether it is there. */
function checkPlatformEndpoint(endpoint: string): void {
  const parts = parseArn(endpoint);
  const legal = parts?.service === "sns" && /^endpoint\/[A-Z_]+\/[A-Za-z0-9._-]+\/[0-9a-f-]{36}$/.test(parts.resource);
  if (!legal) throw invalidParameter("Application endpoint arn", "mobile-push");
}

function checkUrl(protocol: "http" | "https", endpoint: string): void {
  if (!endpoint.toLowerCase().startsWith(`${protocol}://`))
    throw invalidParameter("Endpoint must match the specified protocol", "subscription");
  const url = endpoint.length <= MAX_URL_LENGTH && endpoint.isWellFormed() ? URL.parse(endpoint) : null;
  // AWS takes no underscores in host names.
  if (!url || !/^[^_]+$/.test(url.hostname) || hasBadEscape(url)) throw invalidParameter("Endpoint", "subscription");
}

/** A user or a password that can't be decoded could not be sent. */
function hasBadEscape({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return false;
  } catch {
    return true;
  }
}

/** An HTTP endpoint without the user and the password that may stand in it, and these two. */
export function splitUrl(endpoint: string): {
  readonly url: string;
  readonly credentials?: { readonly user: string; readonly password: string };
} {
  const url = new URL(endpoint);
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  // As it was written, where it may be: people look for it so in the inbox.
  if (user === "" && password === "" && url.hash === "") return { url: endpoint };
  url.username = "";
  url.password = "";
  url.hash = "";
  return { url: url.href, ...(user === "" && password === "" ? {} : { credentials: { user, password } }) };
}

/** As AWS's lists show it: a password is nobody's business. */
export function shownEndpoint({ protocol, endpoint }: Pick<Subscription, "protocol" | "endpoint">): string {
  const url = isHttp(protocol) ? URL.parse(endpoint) : null;
  if (!url?.password) return endpoint;
  url.password = "****";
  return url.href;
}

function checkEmail(endpoint: string): void {
  const legal = endpoint.length <= MAX_EMAIL_LENGTH && /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(endpoint);
  if (!legal) throw invalidParameter("Email address", "subscription");
}

/** `the queue orders`, `http://127.0.0.1:8080/hook`, `ada@example.com`, `+4915112345678`. */
export function endpointInWords(subscription: Pick<Subscription, "protocol" | "endpoint">): string {
  const { protocol, endpoint } = subscription;
  return protocol === "sqs" ? `the queue ${parseArn(endpoint)?.resource ?? endpoint}` : shownEndpoint(subscription);
}

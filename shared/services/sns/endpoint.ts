import { parseArn } from "../../core/arn.ts";
import type { RequestContext } from "../../core/context.ts";
import { invalidParameter, invalidSmsEndpoint, notBuilt } from "./errors.ts";
import { PROTOCOLS, type Protocol, type Subscription } from "./model.ts";

/** AWS's other protocols. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
const NOT_BUILT = new Set(["http", "https", "email-json", "application", "lambda", "firehose"]);

const MAX_EMAIL_LENGTH = 320;

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
  context: Pick<RequestContext, "account">,
): asserts endpoint is string {
  if (!endpoint) throw invalidParameter("Endpoint Reason: no value for required parameter", "subscription");
  if (protocol === "sqs") checkQueueArn(endpoint, context);
  else if (protocol === "email") checkEmail(endpoint);
  else if (!phoneNumber(endpoint)) throw invalidSmsEndpoint(endpoint);
}

/** A number in E.164, without the spaces and signs that people write between its digits; undefined when it is none. */
export function phoneNumber(text: string): string | undefined {
  const digits = text.replace(/[-./() ]/g, "");
  return /^\+[1-9][0-9]{1,14}$/.test(digits) ? digits : undefined;
}

function checkQueueArn(endpoint: string, { account }: Pick<RequestContext, "account">): void {
  const queue = parseArn(endpoint);
  if (queue?.service !== "sqs" || !/^[A-Za-z0-9_.-]{1,80}$/.test(queue.resource))
    throw invalidParameter("SQS endpoint ARN", "subscription");
  if (queue.resource.endsWith(".fifo")) {
    // AWS says these two words twice.
    throw invalidParameter(
      "Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics",
      "subscription",
    );
  }
  // On AWS the queue's owner would have to confirm first.
  if (queue.account !== account)
    throw notBuilt("Subscribing another account's queue", "Subscribe a queue of your own account.", "subscription");
}

function checkEmail(endpoint: string): void {
  const legal = endpoint.length <= MAX_EMAIL_LENGTH && /^[^\s@<>,;:"]+@[^\s@<>,;:"]+$/.test(endpoint);
  if (!legal) throw invalidParameter("Email address", "subscription");
}

/** `the queue orders`, `ada@example.com`, `+4915112345678`. */
export function endpointInWords({ protocol, endpoint }: Pick<Subscription, "protocol" | "endpoint">): string {
  return protocol === "sqs" ? `the queue ${parseArn(endpoint)?.resource ?? endpoint}` : endpoint;
}

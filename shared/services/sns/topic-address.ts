import { type Arn, arn, parseArn } from "../../core/arn.ts";
import type { RequestContext } from "../../core/context.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_TOPIC_NAME_LENGTH } from "./limits.ts";
import type { TopicAddress } from "./table.ts";

type Asker = Pick<RequestContext, "region" | "principal">;

export function topicArn({ account, region, name }: TopicAddress): Arn {
  return arn({ service: "sns", region, account, resource: name });
}

export function subscriptionArn(topic: TopicAddress, id: string): Arn {
  return `${topicArn(topic)}:${id}` as Arn;
}

/** A FIFO topic's name ends in .fifo, and no other may. */
export function checkTopicName(name: string | undefined, isFifo: boolean): asserts name is string {
  const pattern = isFifo ? /^[A-Za-z0-9_-]+\.fifo$/ : /^[A-Za-z0-9_-]+$/;
  if (name !== undefined && name.length <= MAX_TOPIC_NAME_LENGTH && pattern.test(name)) return;
  if (!isFifo) throw invalidParameter("Topic Name", "topic");
  const characters = "uppercase and lowercase ASCII letters, numbers, underscores, and hyphens";
  throw invalidParameter(
    `Fifo Topic names must end with .fifo and must be made up of only ${characters}, and must be between 1 and 256 characters long.`,
    "fifo-topic",
  );
}

/** The topic that a request names. Whether the caller may use it is for the topic's policy to say. */
export function readTopicArn(text: string | undefined, asker: Asker): TopicAddress {
  const { resource, ...scope } = readArn(text, "TopicArn");
  if (!/^[A-Za-z0-9_.-]+$/.test(resource)) throw invalidParameter("TopicArn", "topic");
  checkRegion(scope, asker, "TopicArn");
  return { account: scope.account, region: scope.region, name: resource };
}

export function readSubscriptionArn(
  text: string | undefined,
  asker: Asker,
): { readonly topic: TopicAddress; readonly id: string } {
  const { resource, ...scope } = readArn(text, "SubscriptionArn");
  const parsed = parseResource(resource);
  if (!parsed) throw invalidParameter("SubscriptionId", "subscription");
  checkRegion(scope, asker, "SubscriptionArn");
  return { topic: { account: scope.account, region: scope.region, name: parsed.name }, id: parsed.id };
}

/** The address in a topic's ARN that some part of Skyground wrote; undefined for any other text. */
export function parseTopicArn(text: string): TopicAddress | undefined {
  const parts = parseArn(text);
  if (parts?.service !== "sns" || parts.resource.includes(":")) return undefined;
  return { account: parts.account, region: parts.region, name: parts.resource };
}

/** The same of a subscription's ARN. */
export function parseSubscriptionArn(text: string): { readonly topic: TopicAddress; readonly id: string } | undefined {
  const parts = parseArn(text);
  const parsed = parts?.service === "sns" ? parseResource(parts.resource) : undefined;
  return (
    parts && parsed && { topic: { account: parts.account, region: parts.region, name: parsed.name }, id: parsed.id }
  );
}

function parseResource(resource: string): { name: string; id: string } | undefined {
  const match = /^([A-Za-z0-9_.-]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(resource);
  return match ? { name: match[1] ?? "", id: match[2] ?? "" } : undefined;
}

export function readArn(text: string | undefined, parameter: string) {
  if (!text) throw invalidParameter(`${parameter} Reason: no value for required parameter`);
  const elements = text.split(":").length;
  if (elements < 6)
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);
  const parts = parseArn(text);
  if (parts?.service !== "sns") throw invalidParameter(parameter);
  return parts;
}

/** AWS's services act on resources wherever they are; an account asks the region that it speaks to. */
function checkRegion(scope: { readonly region: string }, { region, principal }: Asker, parameter: string): void {
  if (principal.kind !== "service" && scope.region !== region) throw invalidParameter(parameter);
}

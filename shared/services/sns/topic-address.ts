import { type Arn, arn, parseArn } from "../../core/arn.ts";
import type { RequestContext } from "../../core/context.ts";
import { invalidParameter, notAuthorized, notBuilt } from "./errors.ts";
import { MAX_TOPIC_NAME_LENGTH } from "./limits.ts";
import type { TopicAddress } from "./table.ts";

type Asker = Pick<RequestContext, "account" | "region" | "principal">;

export function topicArn({ account, region, name }: TopicAddress): Arn {
  return arn({ service: "sns", region, account, resource: name });
}

export function subscriptionArn(topic: TopicAddress, id: string): Arn {
  return `${topicArn(topic)}:${id}` as Arn;
}

export function checkTopicName(name: string | undefined): asserts name is string {
  const legal = name !== undefined && name.length <= MAX_TOPIC_NAME_LENGTH && /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name);
  if (!legal) throw invalidParameter("Topic Name", "topic");
  if (name.endsWith(".fifo")) throw fifoNotBuilt();
}

export function fifoNotBuilt() {
  return notBuilt("A FIFO topic", "A topic without .fifo is a standard topic.", "topic");
}

/** The topic that a request names. Another account's topic would need a policy that lets the caller in; there are none yet. */
export function readTopicArn(text: string | undefined, asker: Asker, action: string): TopicAddress {
  const { resource, ...scope } = readArn(text, "TopicArn");
  if (!/^[A-Za-z0-9_.-]+$/.test(resource)) throw invalidParameter("TopicArn", "topic");
  checkScope(scope, asker, action, text ?? "", "TopicArn");
  return { account: scope.account, region: scope.region, name: resource };
}

export function readSubscriptionArn(
  text: string | undefined,
  asker: Asker,
  action: string,
): { readonly topic: TopicAddress; readonly id: string } {
  const { resource, ...scope } = readArn(text, "SubscriptionArn");
  const parsed = parseResource(resource);
  if (!parsed) throw invalidParameter("SubscriptionId", "subscription");
  checkScope(scope, asker, action, text ?? "", "SubscriptionArn");
  return { topic: { account: scope.account, region: scope.region, name: parsed.name }, id: parsed.id };
}

/** The address in a topic's ARN that some part of Skyground wrote; undefined for any other text. */
export function parseTopicArn(text: string): TopicAddress | undefined {
  const parts = parseArn(text);
  if (parts?.service !== "sns" || parts.resource.includes(":")) return undefined;
  return { account: parts.account, region: parts.region, name: parts.resource };
}

function parseResource(resource: string): { name: string; id: string } | undefined {
  const match = /^([A-Za-z0-9_.-]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(resource);
  return match ? { name: match[1] ?? "", id: match[2] ?? "" } : undefined;
}

function readArn(text: string | undefined, parameter: string) {
  if (!text) throw invalidParameter(`${parameter} Reason: no value for required parameter`);
  const elements = text.split(":").length;
  if (elements < 6)
    throw invalidParameter(`${parameter} Reason: An ARN must have at least 6 elements, not ${elements}`);
  const parts = parseArn(text);
  if (parts?.service !== "sns") throw invalidParameter(parameter);
  return parts;
}

/** AWS's services act on resources wherever they are; an account asks the region that it speaks to. */
function checkScope(
  scope: { readonly account: string; readonly region: string },
  { account, region, principal }: Asker,
  action: string,
  arnText: string,
  parameter: string,
): void {
  if (principal.kind === "service") return;
  if (scope.region !== region) throw invalidParameter(parameter);
  if (scope.account !== account) throw notAuthorized(action, arnText);
}

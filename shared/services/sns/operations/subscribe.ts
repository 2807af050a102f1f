import type { SubscribeInput, SubscribeResponse } from "@aws-sdk/client-sns";
import type { Arn } from "../../../core/arn.ts";
import { uuid } from "../../../core/ids.ts";
import type { Conditions } from "../../../core/policy/conditions.ts";
import { seconds } from "../../../core/time.ts";
import { type Done, operation, type ReadTools, type RequestContext } from "../../service.ts";
import { checkEndpoint, endpointInWords, needsConfirmation, readProtocol } from "../endpoint.ts";
import { alreadyExists, noSuchDevice } from "../errors.ts";
import { checkFilterCount, checkSubscriptionCount } from "../filter-count.ts";
import { CONFIRMATION_SECONDS } from "../limits.ts";
import type { Subscription, SubscriptionSettings, Topic } from "../model.ts";
import { findSubscriber } from "../push-message.ts";
import { readCounts, readTopic, type SubscriptionCounts } from "../stored.ts";
import { applySubscriptionAttributes, DEFAULT_SETTINGS, differs } from "../subscription-attributes.ts";
import { addSubscription } from "../subscription-rows.ts";
import { endpointKey, putSubscription, subscriptionFromRow, subscriptionKey, topicKey } from "../table.ts";
import { newToken } from "../token.ts";
import { subscriptionArn, topicArn } from "../topic-address.ts";
import { expireSubscriptionEffect } from "./expire-subscription.ts";
import { sendConfirmationEffect } from "./send-confirmation.ts";

/** What AWS answers instead of the ARN of a subscription that waits for its confirmation. */
const PENDING = "pending confirmation";

/**
 * Idempotent by topic, protocol and endpoint. A queue of the same account and a phone number are subscribed at once; every other
 * endpoint must confirm, and subscribing it again asks again. https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
 */
export const subscribe = operation<SubscribeInput, SubscribeResponse>()({
  service: "sns",
  name: "Subscribe",

  async prefetch(input, tools) {
    const { topic, row } = await readTopic(input.TopicArn, tools, "Subscribe", conditionsOf(input));
    const protocol = readProtocol(input.Protocol);
    const endpoint = input.Endpoint;
    checkEndpoint(protocol, endpoint, topic);
    if (protocol === "application" && !(await findSubscriber(endpoint, tools))) throw noSuchDevice(endpoint);
    const attributes = input.Attributes ?? {};
    const subject = { topic, protocol, endpoint };
    const settings = applySubscriptionAttributes(DEFAULT_SETTINGS, attributes, subject, "Attributes Reason: ");
    const id = uuid(tools.random);
    const wanted = { ...settings, id, protocol, endpoint, token: newToken(id, tools.random) };
    const existing = await findExisting(topic, wanted, tools);
    if (!existing) checkQuotas(topic, settings, await readCounts(topic, tools));
    const queueIsThere = protocol !== "sqs" || (await tools.describe(endpoint as Arn)) !== undefined;
    return { topic, topicVersion: row.version, wanted, existing, queueIsThere };
  },

  commit({ topic, topicVersion, wanted, existing, queueIsThere }, input, context) {
    if (existing) return subscribeAgain(topic, existing, wanted, input, context);
    const subscription = newSubscription(topic, wanted, context);
    return {
      output: answer(topic, subscription, input),
      writes: [
        ...addSubscription(context, topic, subscription),
        // A topic that is deleted meanwhile must not get a subscription.
        { kind: "check", key: topicKey(context, topic), expect: { version: topicVersion } },
      ],
      ...announce(topic, subscription, queueIsThere),
    };
  },
});

type Wanted = SubscriptionSettings & Pick<Subscription, "id" | "protocol" | "endpoint" | "token">;

/** Policies may let others subscribe certain endpoints only. https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-language-api-permissions-reference.html */
function conditionsOf({ Protocol, Endpoint }: SubscribeInput): Conditions {
  return {
    ...(Protocol ? { "sns:Protocol": [Protocol] } : {}),
    ...(Endpoint ? { "sns:Endpoint": [Endpoint] } : {}),
  };
}

function checkQuotas(topic: Topic, { filterPolicy }: SubscriptionSettings, counts: SubscriptionCounts): void {
  checkSubscriptionCount(topic, counts);
  if (filterPolicy !== undefined) checkFilterCount(counts);
}

async function findExisting(topic: Topic, wanted: Wanted, { store, context }: ReadTools) {
  const entry = await store.get(endpointKey(context, topic, wanted));
  const row = entry && (await store.get(subscriptionKey(context, topic, String(entry.value))));
  return row && { subscription: subscriptionFromRow(row), version: row.version };
}

function newSubscription(topic: Topic, wanted: Wanted, context: RequestContext): Subscription {
  const confirmed = !needsConfirmation(wanted, context);
  return {
    ...wanted,
    topicArn: topicArn(topic),
    owner: context.account,
    state: confirmed ? "confirmed" : "pending",
    confirmationWasAuthenticated: confirmed,
    authenticateOnUnsubscribe: false,
    baseUrl: context.baseUrl,
    createdAt: context.now,
    confirmBefore: context.now + seconds(CONFIRMATION_SECONDS),
  };
}

function subscribeAgain(
  topic: Topic,
  { subscription, version }: { subscription: Subscription; version: string },
  wanted: Wanted,
  input: SubscribeInput,
  context: RequestContext,
): Done<SubscribeResponse> {
  if (differs(subscription, wanted, Object.keys(input.Attributes ?? {})))
    throw alreadyExists("Attributes Reason: Subscription already exists with different attributes", "subscription");
  const output = answer(topic, subscription, input);
  if (subscription.state === "confirmed") return { output };
  const confirmBefore = context.now + seconds(CONFIRMATION_SECONDS);
  const renewed = { ...subscription, confirmBefore, baseUrl: context.baseUrl || subscription.baseUrl };
  return {
    output,
    writes: [putSubscription(context, topic, renewed, { version })],
    effects: [sendConfirmationEffect(topic, subscription.id)],
  };
}

function answer(topic: Topic, { id, state }: Subscription, input: SubscribeInput): SubscribeResponse {
  const tell = state === "confirmed" || input.ReturnSubscriptionArn === true;
  return { SubscriptionArn: tell ? subscriptionArn(topic, id) : PENDING };
}

function announce(
  topic: Topic,
  subscription: Subscription,
  queueIsThere: boolean,
): Pick<Done<unknown>, "effects" | "events"> {
  const resource = subscriptionArn(topic, subscription.id);
  const who = endpointInWords(subscription);
  if (subscription.state === "pending") {
    const text = `${who} was asked to confirm a subscription to topic ${topic.name}: nothing that is published is sent there until somebody who reads the question follows its link`;
    const effects = [
      sendConfirmationEffect(topic, subscription.id),
      expireSubscriptionEffect(topic, subscription.id, subscription.confirmBefore),
    ];
    return { effects, events: [{ type: "subscription.requested", resource, text }] };
  }
  const warning = queueIsThere ? "" : " (there is no such queue now: until there is one, deliveries to it fail)";
  const text = `${who} subscribed to topic ${topic.name}: it gets what is published from now on${warning}`;
  return { events: [{ type: "subscription.created", resource, text }] };
}

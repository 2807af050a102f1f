import { z } from "zod";
import { type RestApi, type Route, route } from "../service.ts";
import { confirmSubscription } from "./operations/confirm-subscription.ts";
import { describeSubscriptions } from "./operations/describe-subscriptions.ts";
import { setSubscriptionAttributes } from "./operations/set-subscription-attributes.ts";
import { subscribe } from "./operations/subscribe.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { arnOf, fromSubscription, subscriptionArnOf, toEndpoint, toSubscriptionAttributes } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ topic: z.string() });
const oneParams = z.strictObject({ topic: z.string(), subscription: z.string() });

export const subscriptionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/topics/{topic}/subscriptions",
    id: "listSubscriptions",
    summary: "List a topic's subscriptions",
    params,
    query: schemas.listQuery,
    response: { status: 200, description: "A page of subscriptions", schema: schemas.subscriptions },
    async handle(request, api) {
      const { limit, nextToken } = request.query;
      const TopicArn = arnOf(request.params.topic, request);
      const page = await api.call(describeSubscriptions, { TopicArn, MaxResults: limit, NextToken: nextToken });
      const subscriptions = page.Subscriptions.map((one) => fromSubscription(page.Topic, one));
      return { status: 200, json: { subscriptions, ...(page.NextToken ? { nextToken: page.NextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/topics/{topic}/subscriptions",
    id: "subscribe",
    summary: "Subscribe a queue, a URL, an e-mail address or a phone number",
    params,
    body: schemas.newSubscription,
    response: { status: 201, description: "The subscription", schema: schemas.subscription },
    async handle(request, api) {
      const { protocol, endpoint, ...settings } = request.body;
      const { SubscriptionArn = "" } = await api.call(subscribe, {
        TopicArn: arnOf(request.params.topic, request),
        Protocol: protocol,
        Endpoint: toEndpoint(protocol, endpoint, request),
        Attributes: toSubscriptionAttributes(settings, request),
        ReturnSubscriptionArn: true,
      });
      return { status: 201, json: await describeOne(SubscriptionArn, api) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/topics/{topic}/subscriptions/{subscription}",
    id: "getSubscription",
    summary: "Show a subscription",
    params: oneParams,
    response: { status: 200, description: "The subscription", schema: schemas.subscription },
    async handle(request, api) {
      return { status: 200, json: await describeOne(subscriptionArnOf(request.params, request), api) };
    },
  }),
  route({
    method: "PATCH",
    path: "/v1/topics/{topic}/subscriptions/{subscription}",
    id: "updateSubscription",
    summary: "Change a subscription's filter policy, raw delivery, dead-letter queue or delivery policy",
    params: oneParams,
    body: schemas.subscriptionChange,
    response: { status: 200, description: "The subscription as it is now", schema: schemas.subscription },
    async handle(request, api) {
      const SubscriptionArn = subscriptionArnOf(request.params, request);
      await api.call(setSubscriptionAttributes, {
        SubscriptionArn,
        Attributes: toSubscriptionAttributes(request.body, request),
      });
      return { status: 200, json: await describeOne(SubscriptionArn, api) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/topics/{topic}/subscriptions/{subscription}",
    id: "unsubscribe",
    summary: "Unsubscribe; what is not subscribed is unsubscribed already",
    params: oneParams,
    response: { status: 204, description: "Gone" },
    async handle(request, api) {
      await api.call(unsubscribe, { SubscriptionArn: subscriptionArnOf(request.params, request) });
      return { status: 204 };
    },
  }),
  route({
    method: "POST",
    path: "/v1/topics/{topic}/subscriptions/{subscription}/confirm",
    id: "confirmSubscription",
    summary: "Confirm a subscription with the token from its e-mail",
    params: oneParams,
    body: schemas.confirmation,
    response: { status: 200, description: "The subscription, confirmed", schema: schemas.subscription },
    async handle(request, api) {
      const { topic, subscription } = request.params;
      const { SubscriptionArn = "" } = await api.call(confirmSubscription, {
        TopicArn: arnOf(topic, request),
        Token: request.body.token,
        SubscriptionId: subscription,
      });
      return { status: 200, json: await describeOne(SubscriptionArn, api) };
    },
  }),
];

async function describeOne(SubscriptionArn: string, api: RestApi) {
  const { Topic, Subscriptions } = await api.call(describeSubscriptions, { SubscriptionArn });
  return Subscriptions.map((one) => fromSubscription(Topic, one))[0];
}

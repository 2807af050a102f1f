import { z } from "zod";
import { type RestResponse, type Route, route } from "../service.ts";
import { confirmSubscription } from "./operations/confirm-subscription.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { arnOf, subscriptionArnOf } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ topic: z.string(), subscription: z.string() });

/*
 * The links of e-mails. A person follows them in a browser or with curl, so that they act on GET and answer in words. They need
 * no key: the token in them is the secret, and whoever reads the mail has no other.
 */
export const linkRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/topics/{topic}/subscriptions/{subscription}/confirm",
    id: "followConfirmationLink",
    summary: "Confirm a subscription by the link in its e-mail",
    params,
    query: schemas.linkQuery,
    open: true,
    response: { status: 200, description: "A sentence for the person who followed the link", schema: "bytes" },
    async handle(request, api) {
      const { topic, subscription } = request.params;
      const { SubscriptionArn } = await api.call(confirmSubscription, {
        TopicArn: arnOf(topic, ownerOf(request)),
        Token: request.query.token,
        SubscriptionId: subscription,
        ByLink: true,
      });
      return words([
        `Subscription confirmed: what is published to the topic ${topic} is sent to you from now on.`,
        `The subscription's ARN is ${SubscriptionArn}. Every message carries a link that ends it.`,
      ]);
    },
  }),
  route({
    method: "GET",
    path: "/v1/topics/{topic}/subscriptions/{subscription}/unsubscribe",
    id: "followUnsubscribeLink",
    summary: "Unsubscribe by the link in an e-mail",
    params,
    query: schemas.linkQuery,
    open: true,
    response: { status: 200, description: "A sentence for the person who followed the link", schema: "bytes" },
    async handle(request, api) {
      const SubscriptionArn = subscriptionArnOf(request.params, ownerOf(request));
      await api.call(unsubscribe, { SubscriptionArn, Token: request.query.token, ByLink: true });
      return words([`Unsubscribed: nothing more of the topic ${request.params.topic} is sent to you.`]);
    },
  }),
];

/** The account that the topic is in, which need not be the one of whoever follows the link. */
function ownerOf({
  account,
  region,
  query,
}: {
  readonly account: string;
  readonly region: string;
  readonly query: { readonly account?: string | undefined };
}) {
  return { account: query.account ?? account, region };
}

function words(lines: readonly string[]): RestResponse {
  const text = Buffer.from(`${lines.join("\n")}\n`, "utf8");
  const bytes = (async function* () {
    yield text;
  })();
  return { status: 200, headers: { "content-type": "text/plain; charset=utf-8" }, bytes };
}

import { z } from "zod";
import { type Route, route } from "../service.ts";
import { shownEndpoint } from "./endpoint.ts";
import { explainFanOut } from "./operations/explain-fan-out.ts";
import { testFilterPolicy } from "./operations/test-filter-policy.ts";
import { arnOf, FILTER_SCOPES, toAttributes, toPublication } from "./rest-mapping.ts";
import { listQuery } from "./rest-schemas.ts";
import * as schemas from "./rest-schemas-messages.ts";

/* Who would get a message, and why not: nothing is published. */
export const explainRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/topics/{topic}/messages/explain",
    id: "explainFanOut",
    summary: "Tell who would get a message and who would not, and why, without publishing it",
    params: z.strictObject({ topic: z.string() }),
    query: listQuery,
    body: schemas.newMessage,
    response: { status: 200, description: "A page of the topic's subscriptions", schema: schemas.explanation },
    async handle(request, api) {
      const { limit, nextToken } = request.query;
      const TopicArn = arnOf(request.params.topic, request);
      const page = { MaxResults: limit, NextToken: nextToken };
      const { Verdicts, NextToken } = await api.call(explainFanOut, {
        TopicArn,
        ...page,
        ...toPublication(request.body),
      });
      const subscriptions = Verdicts.map(({ subscription, reason }) => ({
        id: subscription.id,
        protocol: subscription.protocol,
        endpoint: shownEndpoint(subscription),
        status: subscription.state,
        ...fromReason(reason),
      }));
      return { status: 200, json: { subscriptions, ...(NextToken ? { nextToken: NextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/filter-policies/test",
    id: "testFilterPolicy",
    summary: "Tell whether a filter policy lets a message through, and why not",
    body: schemas.newFilterTest,
    response: { status: 200, description: "The verdict", schema: schemas.filterTest },
    async handle(request, api) {
      const { filterPolicy, filterPolicyScope, message, attributes } = request.body;
      const { Reason } = await api.call(testFilterPolicy, {
        FilterPolicy: JSON.stringify(filterPolicy),
        FilterPolicyScope: FILTER_SCOPES[filterPolicyScope],
        Message: message,
        ...(attributes === undefined ? {} : { MessageAttributes: toAttributes(attributes) }),
      });
      return { status: 200, json: fromReason(Reason) };
    },
  }),
];

function fromReason(reason: string | undefined) {
  return reason === undefined ? { matches: true } : { matches: false, reason };
}

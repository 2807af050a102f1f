import type { GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readSubscription } from "../stored.ts";
import { describeSubscriptionAttributes } from "../subscription-description.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const getSubscriptionAttributes = operation<GetSubscriptionAttributesInput, GetSubscriptionAttributesResponse>()(
  {
    service: "sns",
    name: "GetSubscriptionAttributes",

    prefetch: (input, tools) => readSubscription(input.SubscriptionArn, tools, "GetSubscriptionAttributes"),

    commit({ topic, subscription }) {
      return { output: { Attributes: describeSubscriptionAttributes(topic, subscription) } };
    },
  },
);

import type { SetSubscriptionAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { endpointInWords } from "../endpoint.ts";
import { invalidParameter } from "../errors.ts";
import { checkFilterCount } from "../filter-count.ts";
import { readCounts, readSubscription } from "../stored.ts";
import { applySubscriptionAttributes, settingsOf, withSettings } from "../subscription-attributes.ts";
import { putSubscription, totalsKey } from "../table.ts";
import { subscriptionArn } from "../topic-address.ts";

/** AWS's one attribute a call; REST changes several at once by `Attributes`. */
export type SetSubscriptionAttributesRequest = Omit<SetSubscriptionAttributesInput, "AttributeName"> & {
  readonly AttributeName?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
};

/** https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const setSubscriptionAttributes = operation<SetSubscriptionAttributesRequest, Record<string, never>>()({
  service: "sns",
  name: "SetSubscriptionAttributes",

  async prefetch(input, tools) {
    const { topic, subscription, row } = await readSubscription(
      input.SubscriptionArn,
      tools,
      "SetSubscriptionAttributes",
    );
    const attributes = input.Attributes ?? oneAttribute(input);
    const settings = applySubscriptionAttributes(settingsOf(subscription), attributes, { topic, ...subscription }, "");
    const changed = withSettings(subscription, settings);
    const more = Number(changed.filterPolicy !== undefined) - Number(subscription.filterPolicy !== undefined);
    if (more > 0) checkFilterCount(await readCounts(topic, tools));
    return { topic, changed, attributes, version: row.version, more };
  },

  commit({ topic, changed, attributes, version, more }, _input, context) {
    const words = Object.entries(attributes).map(([name, value]) => `${name} = ${value || "none"}`);
    const text = `subscription of ${endpointInWords(changed)} to topic ${topic.name} changed: ${words.join(", ")}`;
    return {
      output: {},
      writes: [
        putSubscription(context, topic, changed, { version }),
        ...(more === 0 ? [] : [{ kind: "add" as const, key: totalsKey(context, topic), by: { filtered: more } }]),
      ],
      events: [{ type: "subscription.changed", resource: subscriptionArn(topic, changed.id), text }],
    };
  },
});

function oneAttribute({ AttributeName, AttributeValue }: SetSubscriptionAttributesRequest): Record<string, string> {
  if (!AttributeName) throw invalidParameter("AttributeName", "subscription");
  return { [AttributeName]: AttributeValue ?? "" };
}

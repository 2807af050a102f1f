import type { SetTopicAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { readTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { topicArn } from "../topic-address.ts";
import { applyTopicAttributes, settingsOf, withSettings } from "../topic-attributes.ts";

/** AWS's one attribute a call; REST changes several at once by `Attributes`. */
export type SetTopicAttributesRequest = Omit<SetTopicAttributesInput, "AttributeName"> & {
  readonly AttributeName?: string;
  readonly Attributes?: Readonly<Record<string, string>>;
};

/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const setTopicAttributes = operation<SetTopicAttributesRequest, Record<string, never>>()({
  service: "sns",
  name: "SetTopicAttributes",

  async prefetch(input, tools) {
    const { topic, row } = await readTopic(input.TopicArn, tools, "SetTopicAttributes");
    const attributes = input.Attributes ?? oneAttribute(input);
    const changed = withSettings(topic, applyTopicAttributes(settingsOf(topic), attributes, ""));
    return { changed, attributes, version: row.version };
  },

  commit({ changed, attributes, version }, _input, context) {
    const words = Object.entries(attributes).map(([name, value]) => `${name} = ${value || "none"}`);
    const text = `topic ${changed.name} changed: ${words.join(", ")}`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.changed", resource: topicArn(changed), text }],
    };
  },
});

function oneAttribute({ AttributeName: name, AttributeValue }: SetTopicAttributesRequest): Record<string, string> {
  // What kind of topic it is was decided when it was created.
  if (!name || name === "FifoTopic") throw invalidParameter("AttributeName", "topic");
  return { [name]: AttributeValue ?? "" };
}

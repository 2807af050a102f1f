import type { RemovePermissionInput } from "@aws-sdk/client-sns";
import { removePermission as removeStatement } from "../../../core/policy/permission.ts";
import { operation } from "../../service.ts";
import { readTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { topicArn } from "../topic-address.ts";
import { defaultPolicy } from "../topic-policy.ts";

/** Takes a statement out of the topic's policy; one that isn't there is out already. https://docs.aws.amazon.com/sns/latest/api/API_RemovePermission.html */
export const removePermission = operation<RemovePermissionInput, Record<string, never>>()({
  service: "sns",
  name: "RemovePermission",

  async prefetch({ TopicArn, Label = "" }, tools) {
    const { topic, row } = await readTopic(TopicArn, tools, "RemovePermission");
    return { topic, version: row.version, left: removeStatement(topic.policy ?? defaultPolicy(topic), Label) };
  },

  commit({ topic, version, left }, { Label }, context) {
    if (left === undefined) return { output: {} };
    const { policy: _, ...rest } = topic;
    // Without a statement nobody but the owner may do anything, which is what the default says.
    const changed = left === "" ? rest : { ...rest, policy: left };
    const text = `topic ${topic.name} no longer has the statement ${Label} in its policy`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.changed", resource: topicArn(topic), text }],
    };
  },
});

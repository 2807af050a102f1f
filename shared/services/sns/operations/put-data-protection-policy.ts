import type { PutDataProtectionPolicyInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readDataProtectionPolicy } from "../data-protection.ts";
import type { Topic } from "../model.ts";
import { readTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { topicArn } from "../topic-address.ts";

/** Kept and shown; nothing looks into messages for it. https://docs.aws.amazon.com/sns/latest/api/API_PutDataProtectionPolicy.html */
export const putDataProtectionPolicy = operation<PutDataProtectionPolicyInput, Record<string, never>>()({
  service: "sns",
  name: "PutDataProtectionPolicy",

  async prefetch({ ResourceArn, DataProtectionPolicy = "" }, tools) {
    const { topic, row } = await readTopic(ResourceArn, tools, "PutDataProtectionPolicy");
    return { topic, version: row.version, policy: readDataProtectionPolicy(DataProtectionPolicy) };
  },

  commit({ topic, version, policy }, _input, context) {
    const { dataProtectionPolicy: _, ...rest } = topic;
    const changed: Topic = policy === undefined ? rest : { ...rest, dataProtectionPolicy: policy };
    const text = `topic ${topic.name} ${policy === undefined ? "has no data protection policy any more" : "keeps a data protection policy, which nothing enforces here"}`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.changed", resource: topicArn(topic), text }],
    };
  },
});

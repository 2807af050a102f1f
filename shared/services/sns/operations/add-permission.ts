import type { AddPermissionInput } from "@aws-sdk/client-sns";
import { addPermission as addStatement } from "../../../core/policy/permission.ts";
import { PolicyFault } from "../../../core/policy/policy.ts";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_LABEL_LENGTH } from "../limits.ts";
import { readTopic } from "../stored.ts";
import { putTopic } from "../table.ts";
import { topicArn } from "../topic-address.ts";
import { defaultPolicy, POLICY_ACTIONS, policyRefusal, readTopicPolicy } from "../topic-policy.ts";

/** Writes a statement into the topic's policy. https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const addPermission = operation<AddPermissionInput, Record<string, never>>()({
  service: "sns",
  name: "AddPermission",

  async prefetch(input, tools) {
    const { topic, row } = await readTopic(input.TopicArn, tools, "AddPermission");
    const { Label = "", AWSAccountId: accounts = [], ActionName: names = [] } = input;
    checkLabel(Label);
    const actions = names.map(readAction);
    if (actions.length === 0) throw invalidParameter("ActionName", "topic-policy");
    if (accounts.length === 0 || !accounts.every((account) => /^[0-9]{12}$/.test(account)))
      throw invalidParameter("AWSAccountId", "topic-policy");
    const permission = { sid: Label, accounts, actions, resource: topicArn(topic) };
    const policy = readTopicPolicy(withStatement(topic.policy ?? defaultPolicy(topic), permission)) ?? "";
    return { changed: { ...topic, policy }, version: row.version };
  },

  commit({ changed, version }, { Label, AWSAccountId = [], ActionName = [] }, context) {
    const text = `topic ${changed.name} now lets ${AWSAccountId.join(", ")} do ${ActionName.join(", ")} (statement ${Label})`;
    return {
      output: {},
      writes: [putTopic(context, changed, { version })],
      events: [{ type: "topic.changed", resource: topicArn(changed), text }],
    };
  },
});

function checkLabel(label: string): void {
  if (label.length <= MAX_LABEL_LENGTH && /^[A-Za-z0-9_-]+$/.test(label)) return;
  throw invalidParameter("Label", "topic-policy");
}

function readAction(name: string): string {
  const known = POLICY_ACTIONS.find((action) => action.toLowerCase() === name.replace(/^sns:/i, "").toLowerCase());
  if (known === undefined) throw invalidParameter("Policy statement action out of service scope!", "topic-policy");
  return `SNS:${known}`;
}

function withStatement(policy: string, permission: Parameters<typeof addStatement>[1]): string {
  try {
    return addStatement(policy, permission, "__default_policy_ID");
  } catch (error) {
    throw error instanceof PolicyFault ? policyRefusal(error) : error;
  }
}

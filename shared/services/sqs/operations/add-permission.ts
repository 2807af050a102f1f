import type { AddPermissionRequest } from "@aws-sdk/client-sqs";
import { parsePolicy } from "../../../core/policy/parse-policy.ts";
import { addPermission as addStatement } from "../../../core/policy/permission.ts";
import { PolicyFault } from "../../../core/policy/policy.ts";
import { operation } from "../../service.ts";
import { overLimit } from "../errors.ts";
import { MAX_POLICY_BYTES } from "../limits.ts";
import type { Queue } from "../model.ts";
import { checkAccounts, checkActions, checkLabel, labelFault } from "../permissions.ts";
import { checkPolicyLimits } from "../policy-limits.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";

/** Writes a statement into the queue's policy. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const addPermission = operation<AddPermissionRequest, Record<string, never>>()({
  service: "sqs",
  name: "AddPermission",

  async prefetch(input, tools) {
    const { Label, Actions, AWSAccountIds } = input;
    const { queue, row } = await readQueue(input.QueueUrl, tools, "AddPermission");
    checkLabel(Label);
    checkAccounts(AWSAccountIds);
    checkActions(Actions);
    const policy = withStatement(queue, Label, AWSAccountIds, Actions);
    if (Buffer.byteLength(policy, "utf8") > MAX_POLICY_BYTES)
      throw overLimit(`The policy would be longer than ${MAX_POLICY_BYTES} bytes.`, "queue-policy");
    checkPolicyLimits(parsePolicy(policy, { service: "sqs" }));
    return { queue: { ...queue, policy, modifiedAt: tools.now }, version: row.version };
  },

  commit({ queue, version }, { AWSAccountIds = [], Actions = [], Label }, context) {
    const text = `queue ${queue.name} lets ${AWSAccountIds.join(", ")} do ${Actions.join(", ")} (${Label})`;
    return {
      output: {},
      writes: [putQueue(context, queue, { version })],
      events: [{ type: "queue.changed", resource: queueArn(queue), text }],
    };
  },
});

function withStatement(queue: Queue, sid: string, accounts: readonly string[], actions: readonly string[]): string {
  const resource = queueArn(queue);
  const permission = { sid, accounts, actions: actions.map((action) => `SQS:${action}`), resource };
  try {
    return addStatement(queue.policy, permission, `${resource}/SQSDefaultPolicy`);
  } catch (fault) {
    if (fault instanceof PolicyFault) throw labelFault(sid, "Already exists.");
    throw fault;
  }
}

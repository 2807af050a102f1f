import type { RemovePermissionRequest } from "@aws-sdk/client-sqs";
import { removePermission as removeStatement } from "../../../core/policy/permission.ts";
import { operation } from "../../service.ts";
import { checkLabel, labelFault } from "../permissions.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";

/** Takes a statement out of the queue's policy, by its label. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const removePermission = operation<RemovePermissionRequest, Record<string, never>>()({
  service: "sqs",
  name: "RemovePermission",

  async prefetch({ QueueUrl, Label }, tools) {
    const { queue, row } = await readQueue(QueueUrl, tools, "RemovePermission");
    checkLabel(Label);
    const left = removeStatement(queue.policy, Label);
    if (left === undefined) throw labelFault(Label, "can't find label on existing policy.");
    const { policy: _, ...rest } = queue;
    const changed = { ...rest, ...(left === "" ? {} : { policy: left }), modifiedAt: tools.now };
    return { queue: changed, version: row.version };
  },

  commit({ queue, version }, { Label }, context) {
    const text = `queue ${queue.name} gives the permission ${Label} no more`;
    return {
      output: {},
      writes: [putQueue(context, queue, { version })],
      events: [{ type: "queue.changed", resource: queueArn(queue), text }],
    };
  },
});

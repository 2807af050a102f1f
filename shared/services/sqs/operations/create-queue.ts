import type { CreateQueueRequest, CreateQueueResult } from "@aws-sdk/client-sqs";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { applyAttributes, DEFAULT_SETTINGS, differingAttribute } from "../attributes.ts";
import { invalidAttributeValue, queueAlreadyExists, unsupported } from "../errors.ts";
import { SHARDS } from "../limits.ts";
import type { Queue } from "../model.ts";
import { checkQueueName, queueUrl } from "../queue-address.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { putQueue, queueArn, queueFromRow, queueKey } from "../table.ts";

/** Idempotent: the same name with the same attributes gives the queue that is there. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue = operation<CreateQueueRequest, CreateQueueResult>()({
  service: "sqs",
  name: "CreateQueue",

  async prefetch(input, tools) {
    checkQueueName(input.QueueName);
    if (input.QueueName.endsWith(".fifo"))
      throw unsupported("FIFO queues are not built yet. A queue without .fifo is a standard queue.");
    const settings = applyAttributes(DEFAULT_SETTINGS, input.Attributes ?? {});
    if (settings.redrivePolicy && !(await readQueueByArn(settings.redrivePolicy.deadLetterTargetArn, tools))) {
      throw invalidAttributeValue("RedrivePolicy", "Dead letter target does not exist.");
    }
    const { account, region } = tools.context;
    const row = await tools.store.get(queueKey(tools.context, { account, region, name: input.QueueName }));
    return { settings, existing: row && queueFromRow(row), generation: hexId(tools.random, 16) };
  },

  commit({ settings, existing, generation }, input, context) {
    if (existing) {
      const attribute = differingAttribute(existing, settings, Object.keys(input.Attributes ?? {}));
      if (attribute) throw queueAlreadyExists(attribute);
      return { output: { QueueUrl: queueUrl(context, existing) } };
    }
    const { account, region, now } = context;
    const name = input.QueueName ?? "";
    const created = {
      name,
      account,
      region,
      generation,
      shards: SHARDS,
      createdAt: now,
      modifiedAt: now,
      tags: input.tags ?? {},
    };
    const queue: Queue = { ...settings, ...created };
    const text = `queue ${name} created: behind the scenes it is ${SHARDS} queues, so order is only rough`;
    return {
      output: { QueueUrl: queueUrl(context, queue) },
      writes: [putQueue(context, queue, "absent")],
      events: [{ type: "queue.created", resource: queueArn(queue), text }],
    };
  },
});

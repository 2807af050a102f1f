import type { CreateQueueRequest, CreateQueueResult } from "@aws-sdk/client-sqs";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { newSettings } from "../attributes.ts";
import { checkDeadLetterTarget, sourceWrites } from "../dead-letter-target.ts";
import { differingAttribute } from "../described-attributes.ts";
import { queueAlreadyExists } from "../errors.ts";
import { FIFO_SHARDS, SHARDS } from "../limits.ts";
import type { Queue } from "../model.ts";
import { checkQueueName, queueUrl } from "../queue-address.ts";
import { putQueue, queueArn, queueFromRow, queueKey } from "../table.ts";
import { checkTags } from "../tags.ts";

/** Idempotent: the same name with the same attributes gives the queue that is there. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const createQueue = operation<CreateQueueRequest, CreateQueueResult>()({
  service: "sqs",
  name: "CreateQueue",

  async prefetch(input, tools) {
    const { Attributes = {}, QueueName: name } = input;
    checkQueueName(name, Attributes.FifoQueue === "true");
    const settings = newSettings(Attributes);
    const tags = checkTags(name, {}, input.tags ?? {});
    const { account, region, now } = tools.context;
    const address = { account, region, name };
    await checkDeadLetterTarget(address, settings, Attributes.RedrivePolicy, tools);
    const row = await tools.store.get(queueKey(tools.context, address));
    const queue: Queue = {
      ...settings,
      ...address,
      generation: hexId(tools.random, 16),
      shards: settings.fifo ? FIFO_SHARDS : SHARDS,
      createdAt: now,
      modifiedAt: now,
      tags,
    };
    return { queue, existing: row && queueFromRow(row) };
  },

  commit({ queue, existing }, input, context) {
    if (existing) {
      const attribute = differingAttribute(existing, queue, Object.keys(input.Attributes ?? {}));
      if (attribute) throw queueAlreadyExists(attribute);
      return { output: { QueueUrl: queueUrl(context, existing) } };
    }
    const inside = queue.fifo
      ? "each message group keeps its order"
      : `behind the scenes it is ${SHARDS} queues, so order is only rough`;
    const text = `queue ${queue.name} created: ${inside}`;
    return {
      output: { QueueUrl: queueUrl(context, queue) },
      writes: [putQueue(context, queue, "absent"), ...sourceWrites(queue, undefined, queue.redrivePolicy, context)],
      events: [{ type: "queue.created", resource: queueArn(queue), text }],
    };
  },
});

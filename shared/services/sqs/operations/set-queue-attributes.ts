import type { SetQueueAttributesRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { applyAttributes } from "../attributes.ts";
import { invalidAttributeValue } from "../errors.ts";
import { readQueue, readQueueByArn } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes = operation<SetQueueAttributesRequest, Record<string, never>>()({
  service: "sqs",
  name: "SetQueueAttributes",

  async prefetch(input, tools) {
    const { queue, row } = await readQueue(input.QueueUrl, tools);
    const { redrivePolicy: _, ...bare } = queue;
    const settings = applyAttributes(queue, input.Attributes ?? {});
    const target = settings.redrivePolicy?.deadLetterTargetArn;
    if (input.Attributes?.RedrivePolicy && target !== undefined) {
      if (target === queueArn(queue))
        throw invalidAttributeValue("RedrivePolicy", "A queue can't be its own dead-letter queue.");
      if (!(await readQueueByArn(target, tools)))
        throw invalidAttributeValue("RedrivePolicy", "Dead letter target does not exist.");
    }
    return { bare, settings, version: row.version };
  },

  commit({ bare, settings, version }, input, context) {
    const queue = { ...bare, ...settings, modifiedAt: context.now };
    const changed = Object.entries(input.Attributes ?? {}).map(([name, value]) => `${name} = ${value || "none"}`);
    return {
      output: {},
      writes: [putQueue(context, queue, { version })],
      events: [
        {
          type: "queue.changed",
          resource: queueArn(queue),
          text: `queue ${queue.name} changed: ${changed.join(", ")}`,
        },
      ],
      wakes: [queueArn(queue)],
    };
  },
});

import type { SetQueueAttributesRequest } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { applyAttributes } from "../attributes.ts";
import { checkDeadLetterTarget, sourceWrites } from "../dead-letter-target.ts";
import { missingParameter } from "../errors.ts";
import { readQueue } from "../stored-queue.ts";
import { putQueue, queueArn } from "../table.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const setQueueAttributes = operation<SetQueueAttributesRequest, Record<string, never>>()({
  service: "sqs",
  name: "SetQueueAttributes",

  async prefetch(input, tools) {
    const { queue, row } = await readQueue(input.QueueUrl, tools, "SetQueueAttributes");
    if (!input.Attributes) throw missingParameter("Attributes");
    const changed = applyAttributes(queue, input.Attributes);
    await checkDeadLetterTarget(queue, changed, input.Attributes.RedrivePolicy, tools);
    return { before: queue, changed, version: row.version };
  },

  commit({ before, changed, version }, input, context) {
    const queue = { ...changed, modifiedAt: context.now };
    const told = Object.entries(input.Attributes ?? {}).map(([name, value]) => `${name} = ${value || "none"}`);
    return {
      output: {},
      writes: [
        putQueue(context, queue, { version }),
        ...sourceWrites(queue, before.redrivePolicy, queue.redrivePolicy, context),
      ],
      events: [
        {
          type: "queue.changed",
          resource: queueArn(queue),
          text: `queue ${queue.name} changed: ${told.join(", ")}`,
        },
      ],
      wakes: [queueArn(queue)],
    };
  },
});

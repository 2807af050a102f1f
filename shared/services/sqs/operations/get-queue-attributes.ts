import type { GetQueueAttributesRequest, GetQueueAttributesResult } from "@aws-sdk/client-sqs";
import { operation } from "../../service.ts";
import { describeAttributes, isAttributeName } from "../described-attributes.ts";
import { invalidAttributeName } from "../errors.ts";
import { readCounts, readQueue } from "../stored-queue.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const getQueueAttributes = operation<GetQueueAttributesRequest, GetQueueAttributesResult>()({
  service: "sqs",
  name: "GetQueueAttributes",

  async prefetch(input, tools) {
    const { queue } = await readQueue(input.QueueUrl, tools, "GetQueueAttributes");
    const names: readonly string[] = input.AttributeNames ?? [];
    const unknown = names.find((name) => !isAttributeName(name));
    if (unknown !== undefined) throw invalidAttributeName(unknown);
    const counted = names.some((name) => name === "All" || name.startsWith("Approximate"));
    const counts = counted ? await readCounts(queue, tools, tools.now) : { visible: 0, inFlight: 0, delayed: 0 };
    return { queue, names, counts };
  },

  commit({ queue, names, counts }) {
    if (names.length === 0) return { output: {} };
    const all = Object.entries(describeAttributes(queue, counts));
    const asked = names.includes("All") ? all : all.filter(([name]) => names.includes(name));
    // AWS leaves the member out when the queue has none of what was asked for.
    return { output: asked.length > 0 ? { Attributes: Object.fromEntries(asked) } : {} };
  },
});

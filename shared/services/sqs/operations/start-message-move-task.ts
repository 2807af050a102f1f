import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { uuid } from "../../../core/ids.ts";
import { encodeToken } from "../../../core/page.ts";
import { operation } from "../../service.ts";
import { resourceNotFound, unsupported } from "../errors.ts";
import { readQueueByArn } from "../stored-queue.ts";
import { queueArn } from "../table.ts";
import { moveEffect } from "./move-messages.ts";

/**
 * Redrive: sends the messages of a dead-letter queue back to where they came from, or to a queue of your choice, as new messages.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const startMessageMoveTask = operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult>()({
  service: "sqs",
  name: "StartMessageMoveTask",

  async prefetch(input, tools) {
    const source = await readQueueByArn(input.SourceArn ?? "", tools);
    if (!source) throw resourceNotFound("SourceArn");
    if (input.MaxNumberOfMessagesPerSecond !== undefined)
      throw unsupported("MaxNumberOfMessagesPerSecond is not built yet: leave it out.");
    const destination =
      input.DestinationArn === undefined ? undefined : await readQueueByArn(input.DestinationArn, tools);
    if (input.DestinationArn !== undefined && !destination) throw resourceNotFound("DestinationArn");
    return { queue: source.queue, destination: destination?.queue, task: uuid(tools.random) };
  },

  commit({ queue, destination, task }, _input, context) {
    const sourceArn = queueArn(queue);
    const target = destination ? queueArn(destination) : undefined;
    return {
      output: { TaskHandle: encodeToken({ taskId: task, sourceArn }) },
      effects: [
        moveEffect(sourceArn, {
          until: context.now,
          shard: 0,
          moved: 0,
          ...(target ? { destinationArn: target } : {}),
        }),
      ],
      events: [
        {
          type: "redrive.started",
          resource: sourceArn,
          text: `redrive of ${queue.name} started, back to ${target ?? "where each message came from"}`,
        },
      ],
    };
  },
});

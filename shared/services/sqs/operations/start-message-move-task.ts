import type { StartMessageMoveTaskRequest, StartMessageMoveTaskResult } from "@aws-sdk/client-sqs";
import { counted } from "../../../core/counted.ts";
import { uuid } from "../../../core/ids.ts";
import { operation, type ReadTools } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { invalidParameter, invalidValue, missingParameter, resourceNotFound } from "../errors.ts";
import { MOVE_RATE } from "../limits.ts";
import type { Queue } from "../model.ts";
import { beginTask, isActive, type MoveTask, moveEffect, nearQueue, readTasks, taskHandle } from "../move-task.ts";
import { readCounts, readQueueByArn, type StoredQueue } from "../stored-queue.ts";
import { queueArn, queueKey, sourcesPartition } from "../table.ts";

/**
 * Redrive: sends the messages of a dead-letter queue back to where they came from, or to a queue of your choice, as new messages.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
 */
export const startMessageMoveTask = operation<StartMessageMoveTaskRequest, StartMessageMoveTaskResult>()({
  service: "sqs",
  name: "StartMessageMoveTask",

  async prefetch(input, tools) {
    if (input.SourceArn === undefined) throw missingParameter("SourceArn");
    const { queue, row } = await findQueue(input.SourceArn, "SourceArn", tools);
    authorise(queue, "StartMessageMoveTask", tools.context);
    const destination =
      input.DestinationArn === undefined
        ? undefined
        : (await findQueue(input.DestinationArn, "DestinationArn", tools)).queue;
    checkRate(input.MaxNumberOfMessagesPerSecond);
    await checkIsDeadLetterQueue(queue, tools);
    checkDestination(queue, destination);
    const before = await readTasks(queue, tools);
    if (before[0] && isActive(before[0].task))
      throw invalidValue(
        "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
      );
    const { visible } = await readCounts(queue, tools, tools.now);
    return { queue, version: row.version, destination, before, visible, id: uuid(tools.random) };
  },

  commit({ queue, version, destination, before, visible, id }, { MaxNumberOfMessagesPerSecond: perSecond }, context) {
    const sourceArn = queueArn(queue);
    const task: MoveTask = {
      id,
      status: "RUNNING",
      sourceArn,
      ...(destination ? { destinationArn: queueArn(destination) } : {}),
      ...(perSecond === undefined ? {} : { perSecond }),
      startedAt: context.now,
      moved: 0,
      toMove: visible,
      at: { shard: 0 },
    };
    const where = destination ? `to ${queueArn(destination)}` : "back to where each message came from";
    const rate = perSecond === undefined ? "" : `, ${perSecond} a second`;
    return {
      output: { TaskHandle: taskHandle(task) },
      writes: [
        // A queue that is deleted meanwhile takes its tasks along: none may come after it.
        { kind: "check", key: queueKey(context, queue), expect: { version } },
        ...beginTask(queue, task, before, context),
      ],
      effects: [moveEffect(queue, task)],
      events: [
        {
          type: "redrive.started",
          resource: sourceArn,
          text: `redrive of ${queue.name} started, ${where}${rate}: ${counted(visible, "message")}`,
        },
      ],
    };
  },
});

async function findQueue(
  arn: string,
  parameter: "SourceArn" | "DestinationArn",
  tools: ReadTools,
): Promise<StoredQueue> {
  const stored = nearQueue(arn, tools.context) && (await readQueueByArn(arn, tools));
  if (!stored) throw resourceNotFound(parameter);
  return stored;
}

function checkRate(perSecond: number | undefined): void {
  const { min, max } = MOVE_RATE;
  if (perSecond === undefined || (Number.isInteger(perSecond) && perSecond >= min && perSecond <= max)) return;
  const name = "MaxNumberOfMessagesPerSecond";
  throw invalidParameter(perSecond, name, `Must be between ${min} and ${max}, if provided.`, "redrive");
}

async function checkIsDeadLetterQueue(queue: Queue, { store, context }: ReadTools): Promise<void> {
  const [source] = await store.query({ ...sourcesPartition(context, queue), limit: 1 });
  if (!source) throw invalidValue("Source queue must be configured as a Dead Letter Queue.");
}

function checkDestination(source: Queue, destination: Queue | undefined): void {
  if (!destination) return;
  if (destination.name === source.name)
    throw invalidValue("Source queue arn and destination queue arn cannot be same.");
  if ((source.fifo === undefined) !== (destination.fifo === undefined))
    throw invalidValue("The source queue and the destination queue must be of the same type.");
}

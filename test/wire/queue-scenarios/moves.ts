import type { Shape } from "../support/sqs-speaker.ts";
import type { Scenarios, Stage } from "./stage.ts";

/** A dead-letter queue with messages that were sent to it, and a queue to move them to. */
async function withDeadLetters(stage: Stage, count: number) {
  const dead = await stage.queue();
  const deadLetterTargetArn = await stage.arn(dead);
  await stage.queue({ RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount: 1 }) });
  const Entries = Array.from({ length: count }, (_, index) => ({ Id: `${index}`, MessageBody: `message-${index}` }));
  await stage.call("SendMessageBatch", { QueueUrl: dead, Entries });
  const destination = await stage.queue();
  return { SourceArn: deadLetterTargetArn, destination, DestinationArn: await stage.arn(destination) };
}

function handle(content: Shape): string {
  return Buffer.from(JSON.stringify(content)).toString("base64");
}

export const moveScenarios: Scenarios = {
  async test_cancel_with_invalid_task_handle(stage) {
    stage.refused("error", await stage.try("CancelMessageMoveTask", { TaskHandle: "foobared" }));
  },

  async test_cancel_with_invalid_source_arn_in_task_handle(stage) {
    const TaskHandle = handle({ taskId: "a", sourceArn: "arn:aws:sqs:us-east-1:111111111111:nobody" });
    stage.refused("error", await stage.try("CancelMessageMoveTask", { TaskHandle }));
  },

  async test_cancel_with_invalid_task_id_in_task_handle(stage) {
    const { SourceArn } = await withDeadLetters(stage, 1);
    const TaskHandle = handle({ taskId: "nobody", sourceArn: SourceArn });
    stage.refused("error", await stage.try("CancelMessageMoveTask", { TaskHandle }));
  },

  async test_move_task_with_throughput_limit(stage) {
    const { SourceArn, DestinationArn } = await withDeadLetters(stage, 10);
    const input = { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 5 };
    stage.same("start-message-move-task-response", await stage.call("StartMessageMoveTask", input));
  },

  async test_move_task_delete_destination_queue_while_running(stage) {
    const { SourceArn, DestinationArn, destination } = await withDeadLetters(stage, 10);
    await stage.call("StartMessageMoveTask", { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: 1 });
    await stage.advance(2);
    await stage.call("DeleteQueue", { QueueUrl: destination });
    await stage.advance(2);
    stage.same("list", await stage.call("ListMessageMoveTasks", { SourceArn }));
  },
};

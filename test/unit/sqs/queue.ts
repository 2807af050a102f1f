import type { ReceiveMessageRequest, SendMessageRequest } from "@aws-sdk/client-sqs";
import { sqs } from "../../../shared/services/sqs/index.ts";
import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteMessage } from "../../../shared/services/sqs/operations/delete-message.ts";
import { describeQueues } from "../../../shared/services/sqs/operations/describe-queues.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import { sendMessage } from "../../../shared/services/sqs/operations/send-message.ts";
import { createWorld, type World, type WorldOptions } from "../../support/world.ts";

/** A world with one FIFO queue. */
export async function createFifoWorld(attributes: Record<string, string> = {}, options: Partial<WorldOptions> = {}) {
  const world = createWorld({ services: [sqs], ...options });
  const fifo = (name: string, more: Record<string, string> = {}) =>
    queueIn(world, `${name}.fifo`, { FifoQueue: "true", ContentBasedDeduplication: "true", ...more });
  return { ...world, ...(await fifo("orders", attributes)), fifo };
}

/** A world with one queue, and the calls that every test of queues makes. */
export async function createQueueWorld(attributes: Record<string, string> = {}, options: Partial<WorldOptions> = {}) {
  const world = createWorld({ services: [sqs], ...options });
  const queue = await queueIn(world, "orders", attributes);
  return { ...world, ...queue, queue: (name: string, more: Record<string, string> = {}) => queueIn(world, name, more) };
}

async function queueIn(world: World, name: string, attributes: Record<string, string>) {
  const { QueueUrl = "" } = await world.call(createQueue, { QueueName: name, Attributes: attributes });
  return {
    QueueUrl,
    arn: `arn:aws:sqs:us-east-1:000000000000:${name}`,
    send: (body: string, more: Partial<SendMessageRequest> = {}) =>
      world.call(sendMessage, { QueueUrl, MessageBody: body, ...more }),
    async receive(more: Partial<ReceiveMessageRequest> = {}) {
      const all = {
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["All" as const],
        MessageAttributeNames: ["All"],
      };
      return (await world.call(receiveMessage, { QueueUrl, ...all, ...more })).Messages ?? [];
    },
    remove: (handle: string | undefined) => world.call(deleteMessage, { QueueUrl, ReceiptHandle: handle }),
    async counts() {
      const { Queues } = await world.call(describeQueues, { QueueUrl });
      return Queues[0]?.counts;
    },
  };
}

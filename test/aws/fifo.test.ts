import { expect, test } from "vitest";
import { sqs } from "../../shared/services/sqs/index.ts";
import { createQueue } from "../../shared/services/sqs/operations/create-queue.ts";
import { deleteMessageBatch } from "../../shared/services/sqs/operations/delete-message-batch.ts";
import { receiveMessage } from "../../shared/services/sqs/operations/receive-message.ts";
import { sendMessage } from "../../shared/services/sqs/operations/send-message.ts";
import { runClock } from "../support/patience.ts";
import { createWorld } from "../support/world.ts";
import { createStore } from "./support/clients.ts";

const GROUPS = ["a", "b", "c"];
const PER_GROUP = 20;

test("a FIFO queue on DynamoDB gives each group in its order, once, to receivers side by side", async () => {
  const { port, dispose } = await createStore();
  const { call, clock } = createWorld({ services: [sqs], wrapStore: () => port });
  const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true" };
  const { QueueUrl } = await call(createQueue, { QueueName: "orders.fifo", Attributes });
  /** Pauses after a lost write are the clock's, which stands still unless it is moved; DynamoDB's answers take real time. */
  const inTime = <T>(work: Promise<T>) =>
    runClock(clock, work, { stepMilliseconds: 1, patience: () => new Promise((resolve) => setTimeout(resolve, 2)) });
  const sending = GROUPS.map(async (MessageGroupId) => {
    for (let index = 0; index < PER_GROUP; index += 1) {
      const send = { QueueUrl, MessageBody: `${MessageGroupId}${index}`, MessageGroupId };
      await call(sendMessage, send);
      // As a client does that heard no answer.
      if (index % 5 === 0) await call(sendMessage, send);
    }
  });
  await inTime(Promise.all(sending));
  const received: string[] = [];
  const receiver = async () => {
    for (let empty = 0; empty < 3; ) {
      const { Messages = [] } = await call(receiveMessage, { QueueUrl, MaxNumberOfMessages: 4 });
      if (Messages.length === 0) empty += 1;
      received.push(...Messages.map(({ Body = "" }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
      if (Entries.length === 0) continue;
      const { Failed } = await call(deleteMessageBatch, { QueueUrl, Entries });
      expect(Failed).toEqual([]);
    }
  };
  await inTime(Promise.all([receiver(), receiver(), receiver(), receiver()]));
  for (const group of GROUPS) {
    const sent = Array.from({ length: PER_GROUP }, (_, index) => `${group}${index}`);
    expect(received.filter((body) => body.startsWith(group))).toEqual(sent);
  }
  await dispose();
});

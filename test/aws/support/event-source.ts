import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";

type Worker = (event: SQSEvent) => Promise<SQSBatchResponse>;

const LOOK_SECONDS = 1;
/** Longer together than a delivery's first two tries are apart. */
const LOOKS_FOR_DELAYED = 3;

/** What Lambda's event source mapping does between the job queue and the worker. */
export function eventSource(sqs: SQSClient, QueueUrl: string) {
  /** One turn: gives the worker what is in the queue, and deletes what it did not report. */
  async function work(worker: Worker): Promise<number> {
    const look = { QueueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: LOOK_SECONDS };
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand(look));
    if (Messages.length === 0) return 0;
    const Records = Messages.map(({ MessageId = "", ReceiptHandle = "", Body = "" }) => {
      const attributes = { ApproximateReceiveCount: "1" };
      return { messageId: MessageId, receiptHandle: ReceiptHandle, body: Body, attributes } as SQSRecord;
    });
    const { batchItemFailures } = await worker({ Records });
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, receiptHandle } of Records) {
      if (!failed.has(messageId)) await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: receiptHandle }));
    }
    return Records.length;
  }

  async function jobs() {
    const ask = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] });
    const { Attributes = {} } = await sqs.send(ask);
    const { ApproximateNumberOfMessages: visible, ApproximateNumberOfMessagesNotVisible: inFlight } = Attributes;
    return { now: Number(visible) + Number(inFlight), later: Number(Attributes.ApproximateNumberOfMessagesDelayed) };
  }

  /**
   * Works off all that is in the queue, and what comes of that. On a busy machine a delivery may fail at first and come again after a
   * second, or what a receive answered be lost on its way: only an empty queue is done. What is due much later stays delayed.
   */
  async function settle(worker: Worker): Promise<void> {
    for (let empty = 0; empty < LOOKS_FOR_DELAYED; ) {
      const { now, later } = await jobs();
      if (now + later === 0) return;
      const done = await work(worker);
      empty = done > 0 || now > 0 ? 0 : empty + 1;
    }
  }

  return { work, settle };
}

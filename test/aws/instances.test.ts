import { CreateTopicCommand, PublishCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type App, createApp } from "../../functions/app.ts";
import { awsHandler } from "../../functions/aws-handler.ts";
import { openPorts } from "../../functions/ports.ts";
import { work } from "../../functions/worker.ts";
import { services } from "../../shared/services/index.ts";
import { API_KEY } from "./support/alb-event.ts";
import { OWNER, URL_OF_ALB } from "./support/installation.ts";
import { deploy, invoke, throughLoadBalancer } from "./support/packaged.ts";

/* Lambda runs as many instances as it likes, which share tables and no memory: order must hold without it. */

const GROUPS = ["a", "b"];
const PER_GROUP = 8;
let deployment: Awaited<ReturnType<typeof deploy>>;
let apps: readonly App[];
const errors: unknown[] = [];

beforeAll(async () => {
  deployment = await deploy();
  const onError = (error: unknown) => errors.push(error);
  apps = Array.from({ length: 3 }, () =>
    createApp({ services, ports: openPorts(process.env), apiKey: API_KEY, onError }),
  );
});
afterAll(() => deployment.remove());

function clients(app: App) {
  const handler = awsHandler(app);
  const options = {
    region: "us-east-1",
    endpoint: URL_OF_ALB,
    credentials: { accessKeyId: OWNER, secretAccessKey: API_KEY },
    requestHandler: throughLoadBalancer(async (request) => {
      const answer = await invoke(handler, request);
      await app.engine.idle();
      return answer;
    }),
  };
  return { sqs: new SQSClient(options), sns: new SNSClient(options) };
}

/** The instance that has the turn. */
function nth<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}

/** Receives and deletes with all instances side by side until each has found nothing a few times. */
async function drain(sides: readonly ReturnType<typeof clients>[], QueueUrl: string): Promise<readonly string[]> {
  const received: string[] = [];
  const receiver = async ({ sqs }: ReturnType<typeof clients>) => {
    for (let empty = 0; empty < 3; ) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 3 }));
      received.push(...Messages.map(({ Body = "" }) => Body));
      if (Messages.length === 0) empty += 1;
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
      if (Entries.length > 0) await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  };
  await Promise.all(sides.map(receiver));
  return received;
}

function expectOrder(received: readonly string[]): void {
  for (const group of GROUPS) {
    const sent = Array.from({ length: PER_GROUP }, (_, index) => `${group}${index}`);
    expect(received.filter((body) => body.startsWith(group))).toEqual(sent);
  }
}

test("a FIFO queue gives each group in its order, once, whichever instances send and receive", async () => {
  const sides = apps.map(clients);
  const Attributes = { FifoQueue: "true", ContentBasedDeduplication: "true" };
  const { QueueUrl = "" } = await nth(sides, 0).sqs.send(new CreateQueueCommand({ QueueName: "q.fifo", Attributes }));
  const sending = GROUPS.map(async (MessageGroupId) => {
    for (let index = 0; index < PER_GROUP; index += 1) {
      const send = new SendMessageCommand({ QueueUrl, MessageBody: `${MessageGroupId}${index}`, MessageGroupId });
      // As clients do that heard no answer.
      await Promise.all([nth(sides, index).sqs.send(send), nth(sides, index + 1).sqs.send(send)]);
    }
  });
  await Promise.all(sending);
  expectOrder(await drain(sides, QueueUrl));
  expect(errors).toEqual([]);
});

test("a FIFO topic's order holds when its deliveries are spread over instances, the last ones first", async () => {
  const sides = apps.map(clients);
  const { sqs, sns } = nth(sides, 0);
  const { QueueUrl = "" } = await sqs.send(
    new CreateQueueCommand({ QueueName: "t.fifo", Attributes: { FifoQueue: "true" } }),
  );
  const topic = { Name: "t.fifo", Attributes: { FifoTopic: "true", ContentBasedDeduplication: "true" } };
  const { TopicArn = "" } = await sns.send(new CreateTopicCommand(topic));
  const Endpoint = `arn:aws:sqs:us-east-1:${OWNER}:t.fifo`;
  const raw = { RawMessageDelivery: "true" };
  await sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes: raw }));
  const publishing = GROUPS.map(async (MessageGroupId) => {
    for (let index = 0; index < PER_GROUP; index += 1) {
      const publish = new PublishCommand({ TopicArn, Message: `${MessageGroupId}${index}`, MessageGroupId });
      await nth(sides, index).sns.send(publish);
    }
  });
  await Promise.all(publishing);
  await deployment.settle(workers);
  expectOrder(await drain(sides, QueueUrl));
  expect(errors).toEqual([]);
});

/** Each record to another instance, all at once. */
async function workers({ Records }: SQSEvent): Promise<SQSBatchResponse> {
  const answers = await Promise.all(
    Records.toReversed().map((record, index) => work(nth(apps, index), { Records: [record] })),
  );
  await Promise.all(apps.map(({ engine }) => engine.idle()));
  return { batchItemFailures: answers.flatMap(({ batchItemFailures }) => batchItemFailures) };
}

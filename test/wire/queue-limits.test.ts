import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { expect, test } from "vitest";
import { DEFAULT_PLAYGROUND } from "../../shared/core/context.ts";
import { systemCaller } from "../../shared/engine/engine.ts";
import { countInFlight } from "../../shared/services/sqs/operations/count-in-flight.ts";
import { sharedServer } from "../api/support/shared-server.ts";
import { wireCalls } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

const server = sharedServer();
const calls = wireCalls(server);
const client = new SQSClient(clientOptions(server));

test("a queue with 120,000 messages in flight hands out no more: OverLimit, 403, in both protocols", async () => {
  const { QueueUrl = "" } = await client.send(new CreateQueueCommand({ QueueName: "crowded" }));
  await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "one more" }));
  const { ports } = server.engine;
  const [totals, countDue] = [ports.store.totals.bind(ports.store), ports.store.countDue.bind(ports.store)];
  ports.store.totals = async () => ({ messages: 120_001 });
  ports.store.countDue = async () => ({ inFlight: 30_000 });
  const caller = systemCaller(DEFAULT_PLAYGROUND, "sqs", ports.random);
  await server.engine.call(countInFlight, { QueueArn: "arn:aws:sqs:us-east-1:000000000000:crowded" }, caller);

  const refusal = await refusalOf(client.send(new ReceiveMessageCommand({ QueueUrl })));
  expect(refusal).toMatchObject({ name: "OverLimit", $metadata: { httpStatusCode: 403 } });
  const asked = { Action: "ReceiveMessage", Version: "2012-11-05", QueueUrl };
  const answer = await calls.form(asked);
  expect(answer.status).toBe(403);
  expect(await answer.text()).toContain("<Code>OverLimit</Code>");

  Object.assign(ports.store, { totals, countDue });
  await server.api.post("/v1/playground/clock", { advanceSeconds: 5 });
  expect((await client.send(new ReceiveMessageCommand({ QueueUrl }))).Messages).toHaveLength(1);
});

import type { SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { changeMessageVisibility } from "../../../shared/services/sqs/operations/change-message-visibility.ts";
import { deleteMessage } from "../../../shared/services/sqs/operations/delete-message.ts";
import { deleteMessageBatch } from "../../../shared/services/sqs/operations/delete-message-batch.ts";
import { receiveMessage } from "../../../shared/services/sqs/operations/receive-message.ts";
import { sendMessage } from "../../../shared/services/sqs/operations/send-message.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import type { ReceivedMessage } from "../../../shared/services/sqs/received-message.ts";
import { copyOf, type Handout, type QueueLife, type Span } from "../history.ts";
import { deed, type Simulation } from "../simulation.ts";
import { sendBatchInOrder, sendInOrder } from "./fifo.ts";
import { queueUrl, someQueue } from "./queues.ts";

/** More than a row takes: the body goes to the BlobStore. */
const LARGE_BYTES = 201 * 1024;
/** Clients act on what they received lately, seldom on something old. */
const LATELY = 40;

function body(simulation: Simulation, token: string): string {
  return simulation.chance(15) ? `${token} ${"x".repeat(LARGE_BYTES)}` : `${token} a message`;
}

/** The token of a body, raw or in SNS's envelope. */
function tokenOf(text: string): string {
  const said = text.startsWith("{") ? String((JSON.parse(text) as { Message: unknown }).Message) : text;
  return said.slice(0, said.indexOf(" "));
}

export async function sendOne(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation);
  if (!queue) return;
  if (queue.settings.fifo) return sendInOrder(queue, simulation);
  const token = simulation.nextToken();
  const delay = simulation.chance(150) ? { DelaySeconds: simulation.random.below(8) } : {};
  const input = { QueueUrl: queueUrl(queue.name), MessageBody: body(simulation, token), ...delay };
  const done = deed(await simulation.call(sendMessage, input));
  const delaySeconds = delay.DelaySeconds ?? queue.settings.delaySeconds;
  if (done) simulation.history.sent.push({ ...done, token, queue, delaySeconds });
}

export async function sendBatch(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation);
  if (!queue) return;
  const tokens = Array.from({ length: 1 + simulation.random.below(10) }, () => simulation.nextToken());
  if (queue.settings.fifo) return sendBatchInOrder(queue, tokens, simulation);
  const Entries = tokens.map(
    (token): SendMessageBatchRequestEntry => ({ Id: token, MessageBody: `${token} of a batch` }),
  );
  const done = deed(await simulation.call(sendMessageBatch, { QueueUrl: queueUrl(queue.name), Entries }));
  if (!done) return;
  for (const token of tokens) {
    simulation.history.sent.push({ ...done, token, queue, delaySeconds: queue.settings.delaySeconds });
  }
}

export async function receiveSome(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation);
  if (!queue) return;
  const visibilitySeconds = simulation.chance(300) ? simulation.pick([0, 1, 5, 30]) : undefined;
  await receiveFrom(queue, simulation, {
    MaxNumberOfMessages: 1 + simulation.random.below(10),
    WaitTimeSeconds: simulation.chance(100) ? 1 : 0,
    ...(visibilitySeconds === undefined ? {} : { VisibilityTimeout: visibilitySeconds }),
  });
}

interface Asked {
  readonly MaxNumberOfMessages: number;
  readonly WaitTimeSeconds?: number;
  readonly VisibilityTimeout?: number;
}

export async function receiveFrom(queue: QueueLife, simulation: Simulation, asked: Asked): Promise<readonly Handout[]> {
  const input = { QueueUrl: queueUrl(queue.name), MessageSystemAttributeNames: ["All" as const], ...asked };
  const answer = await simulation.call(receiveMessage, input);
  if (answer.outcome === "unknown") simulation.history.lostReceives.push({ ...answer, queue });
  if (answer.outcome !== "acknowledged") return [];
  const visibilitySeconds = asked.VisibilityTimeout ?? queue.settings.visibilitySeconds;
  if (visibilitySeconds === 0) simulation.history.unhidingReceives.push({ ...answer, outcome: answer.outcome, queue });
  const received = (answer.output.Messages ?? []).map((message) =>
    handout(message, queue, answer.span, visibilitySeconds),
  );
  simulation.history.handouts.push(...received);
  return received;
}

function handout(message: ReceivedMessage, queue: QueueLife, span: Span, visibilitySeconds: number): Handout {
  const { MessageId = "", ReceiptHandle: handle = "", Body = "", Attributes = {} } = message;
  const { MessageGroupId: group, SequenceNumber: sequence } = Attributes;
  return {
    ...(group === undefined || sequence === undefined ? {} : { place: { group, sequence } }),
    span,
    token: tokenOf(Body),
    messageId: MessageId,
    handle,
    queue,
    givenUpBy: Attributes.DeadLetterQueueSourceArn?.split(":").at(-1),
    receiveCount: Number(Attributes.ApproximateReceiveCount),
    visibilitySeconds,
  };
}

/** Something received lately that nobody else of the batch acts on. */
function someHandout(simulation: Simulation): Handout | undefined {
  const found = simulation.pick(simulation.history.handouts.slice(-LATELY));
  return found && simulation.reserve(copyOf(found)) ? found : undefined;
}

export async function deleteOne(simulation: Simulation): Promise<void> {
  const found = someHandout(simulation);
  if (!found) return;
  const input = { QueueUrl: queueUrl(found.queue.name), ReceiptHandle: found.handle };
  const done = deed(await simulation.call(deleteMessage, input));
  if (done) simulation.history.deletions.push({ ...done, handout: found });
}

export async function deleteSome(simulation: Simulation): Promise<void> {
  const first = someHandout(simulation);
  if (!first) return;
  const more = Array.from({ length: simulation.random.below(9) }, () => someHandout(simulation));
  const batch = [first, ...more].filter((one) => one?.queue === first.queue) as Handout[];
  await deleteAll(batch, simulation);
}

export async function deleteAll(batch: readonly Handout[], simulation: Simulation): Promise<void> {
  const [first] = batch;
  if (!first) return;
  const Entries = batch.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }));
  const answer = await simulation.call(deleteMessageBatch, { QueueUrl: queueUrl(first.queue.name), Entries });
  const done = deed(answer);
  // A FIFO queue refuses handles whose message is in flight no more.
  const failed = answer.outcome === "acknowledged" ? (answer.output.Failed ?? []).map(({ Id }) => Number(Id)) : [];
  const gone = batch.filter((_, index) => !failed.includes(index));
  if (done) simulation.history.deletions.push(...gone.map((one) => ({ ...done, handout: one })));
}

export async function changeVisibility(simulation: Simulation): Promise<void> {
  const found = someHandout(simulation);
  if (!found) return;
  const seconds = simulation.pick([0, 0, 1, 5, 60]) ?? 0;
  const input = { QueueUrl: queueUrl(found.queue.name), ReceiptHandle: found.handle, VisibilityTimeout: seconds };
  const done = deed(await simulation.call(changeMessageVisibility, input));
  if (done) simulation.history.visibilityChanges.push({ ...done, handout: found, seconds });
}

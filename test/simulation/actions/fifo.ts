import type { SendMessageBatchRequestEntry } from "@aws-sdk/client-sqs";
import { sendMessage } from "../../../shared/services/sqs/operations/send-message.ts";
import { sendMessageBatch } from "../../../shared/services/sqs/operations/send-message-batch.ts";
import type { QueueLife, Sent } from "../history.ts";
import { deed, type Simulation } from "../simulation.ts";
import { queueUrl } from "./queues.ts";

const GROUPS = ["ada", "bob", "eve"];
/** Within five minutes a second send of a message is a duplicate; some time before that it surely is one. */
const SURELY_DUPLICATE_MILLISECONDS = 280_000;

function randomGroup(simulation: Simulation): string {
  return simulation.pick(GROUPS) ?? "";
}

export async function sendInOrder(queue: QueueLife, simulation: Simulation): Promise<void> {
  const token = simulation.nextToken();
  const group = randomGroup(simulation);
  const answer = await simulation.call(sendMessage, inputOf(queue, token, group));
  const done = deed(answer);
  const sequence = answer.outcome === "acknowledged" ? { sequence: answer.output.SequenceNumber ?? "" } : {};
  const { delaySeconds } = queue.settings;
  if (done) simulation.history.sent.push({ ...done, token, queue, delaySeconds, place: { group, ...sequence } });
}

function inputOf(queue: QueueLife, token: string, group: string) {
  return { QueueUrl: queueUrl(queue.name), MessageBody: `${token} in order`, MessageGroupId: group };
}

export async function sendBatchInOrder(
  queue: QueueLife,
  tokens: readonly string[],
  simulation: Simulation,
): Promise<void> {
  const groups = tokens.map(() => randomGroup(simulation));
  const Entries = tokens.map(
    (token, index): SendMessageBatchRequestEntry => ({
      Id: token,
      MessageBody: `${token} in order`,
      MessageGroupId: groups[index],
    }),
  );
  const answer = await simulation.call(sendMessageBatch, { QueueUrl: queueUrl(queue.name), Entries });
  const done = deed(answer);
  if (!done) return;
  const told = answer.outcome === "acknowledged" ? (answer.output.Successful ?? []) : [];
  for (const [index, token] of tokens.entries()) {
    const { SequenceNumber: sequence } = told.find(({ Id }) => Id === token) ?? {};
    const place = { group: groups[index] ?? "", ...(sequence === undefined ? {} : { sequence }) };
    const { delaySeconds } = queue.settings;
    simulation.history.sent.push({ ...done, token, queue, delaySeconds, place });
  }
}

/**
 * Sends once more what was sent a while ago, as a client does that heard no answer: it must not arrive twice. When the answer was lost,
 * it is only now that the message is surely there.
 */
export async function sendAgain(simulation: Simulation): Promise<void> {
  const { history, machine } = simulation;
  const now = await machine.now();
  const isFresh = (sent: Sent) =>
    sent.place !== undefined &&
    sent.queue === history.queue(sent.queue.name) &&
    sent.span.from > now - SURELY_DUPLICATE_MILLISECONDS &&
    // A purge forgets what was sent.
    !history.purges.some(({ queue, span }) => queue === sent.queue && span.end > sent.span.start);
  const sent = simulation.pick(history.sent.filter(isFresh));
  // Whatever else happens to the queue in the meantime would make it unclear what a second send comes to.
  if (!sent?.place || !simulation.reserve(`again ${sent.token}`)) return;
  if (!simulation.reserve(`queue ${sent.queue.name}`)) return;
  const answer = await simulation.call(sendMessage, inputOf(sent.queue, sent.token, sent.place.group));
  if (answer.outcome !== "acknowledged" || sent.outcome === "acknowledged") return;
  const index = history.sent.indexOf(sent);
  const sequence = answer.output.SequenceNumber ?? "";
  const span = { ...sent.span, end: answer.span.end, until: answer.span.until };
  history.sent[index] = { ...sent, span, outcome: "acknowledged", place: { ...sent.place, sequence } };
}

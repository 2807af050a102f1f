import { createQueue } from "../../../shared/services/sqs/operations/create-queue.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { purgeQueue } from "../../../shared/services/sqs/operations/purge-queue.ts";
import { startMessageMoveTask } from "../../../shared/services/sqs/operations/start-message-move-task.ts";
import type { QueueLife, QueueSettings } from "../history.ts";
import { deed, type Simulation } from "../simulation.ts";

export const QUEUES = ["orders", "mails", "invoices", "thumbnails"];
export const DEAD_LETTER_QUEUES = ["orders-dlq", "shared-dlq"];
export const FIFO_QUEUES = ["ledger.fifo", "audit.fifo"];
export const FIFO_DEAD_LETTER_QUEUES = ["dead.fifo"];
const ALL_DEAD_LETTER_QUEUES = [...DEAD_LETTER_QUEUES, ...FIFO_DEAD_LETTER_QUEUES];
/** Sources before the queues that their dead letters go to: so they are emptied. */
export const ALL_QUEUES = [...QUEUES, ...FIFO_QUEUES, ...ALL_DEAD_LETTER_QUEUES];

export function queueUrl(name: string): string {
  return `http://127.0.0.1:4566/000000000000/${name}`;
}

export function queueArn(name: string): string {
  return `arn:aws:sqs:us-east-1:000000000000:${name}`;
}

/** Creates a queue that is not there, if there is such. Repeated until it is answered: creating is idempotent. */
export async function createSomeQueue(simulation: Simulation): Promise<void> {
  const { history } = simulation;
  const missing = (names: readonly string[]) => simulation.pick(names.filter((name) => !history.queue(name)));
  const name = missing(ALL_DEAD_LETTER_QUEUES) ?? missing([...QUEUES, ...FIFO_QUEUES]);
  if (name === undefined) return;
  const settings = randomSettings(simulation, name);
  const answer = await simulation.insist(createQueue, { QueueName: name, Attributes: attributesOf(settings) });
  if (answer.outcome === "acknowledged") history.queues.push({ ...answer, name, settings });
}

function randomSettings(simulation: Simulation, name: string): QueueSettings {
  const { history } = simulation;
  const isFifo = name.endsWith(".fifo");
  const targets = isFifo ? FIFO_DEAD_LETTER_QUEUES : DEAD_LETTER_QUEUES;
  const isDeadLetterQueue = targets.includes(name);
  const isForEver = isFifo && isDeadLetterQueue;
  const settings = {
    visibilitySeconds: simulation.pick([2, 10, 30]) ?? 30,
    delaySeconds: simulation.pick([0, 0, 0, 5]) ?? 0,
    // In a FIFO dead-letter queue a message's age counts anew.
    retentionSeconds: isForEver ? 345_600 : (simulation.pick([345_600, 345_600, 345_600, 300]) ?? 345_600),
    ...(isFifo ? { fifo: true as const } : {}),
  };
  const target = simulation.pick(targets.filter((one) => history.queue(one)));
  if (isDeadLetterQueue || target === undefined || simulation.chance(300)) return settings;
  return { ...settings, redrive: { queue: target, maxReceives: 1 + simulation.random.below(3) } };
}

function attributesOf({ visibilitySeconds, delaySeconds, retentionSeconds, redrive, fifo }: QueueSettings) {
  const policy = redrive && {
    RedrivePolicy: JSON.stringify({
      deadLetterTargetArn: queueArn(redrive.queue),
      maxReceiveCount: redrive.maxReceives,
    }),
  };
  return {
    VisibilityTimeout: String(visibilitySeconds),
    DelaySeconds: String(delaySeconds),
    MessageRetentionPeriod: String(retentionSeconds),
    ...policy,
    ...(fifo ? { FifoQueue: "true", ContentBasedDeduplication: "true" } : {}),
  };
}

export function someQueue(simulation: Simulation, names = ALL_QUEUES): QueueLife | undefined {
  return simulation.pick(names.flatMap((name) => simulation.history.queue(name) ?? []));
}

export async function deleteSomeQueue(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation);
  if (!queue || !simulation.reserve(`queue ${queue.name}`)) return;
  const answer = await simulation.call(deleteQueue, { QueueUrl: queueUrl(queue.name) });
  if (answer.outcome !== "refused") queue.deletion = { span: answer.span, outcome: answer.outcome };
  // Not there: the deletion whose answer was lost has taken place.
  else if (queue.deletion) queue.deletion = { ...queue.deletion, outcome: "acknowledged" };
}

export async function purgeSomeQueue(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation);
  if (!queue || (queue.settings.fifo && !simulation.reserve(`queue ${queue.name}`))) return;
  const done = deed(await simulation.call(purgeQueue, { QueueUrl: queueUrl(queue.name) }));
  if (done) simulation.history.purges.push({ ...done, queue });
}

/** Sends what is in a dead-letter queue back to where it came from. */
export async function redriveSomeQueue(simulation: Simulation): Promise<void> {
  const queue = someQueue(simulation, ALL_DEAD_LETTER_QUEUES);
  if (!queue) return;
  const done = deed(await simulation.call(startMessageMoveTask, { SourceArn: queueArn(queue.name) }));
  if (done) simulation.history.redrives.push({ ...done, queue });
}

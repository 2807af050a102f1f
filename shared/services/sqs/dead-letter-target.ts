import type { Write } from "../../ports/table-store.ts";
import type { ReadTools, RequestContext } from "../service.ts";
import { invalidParameter } from "./errors.ts";
import type { Queue, QueueSettings, RedrivePolicy } from "./model.ts";
import { parseQueueArn } from "./queue-address.ts";
import { allowsRedrive } from "./redrive-policy.ts";
import { readQueueByArn } from "./stored-queue.ts";
import { queueArn, sourceKey } from "./table.ts";

type QueueName = Pick<Queue, "account" | "region" | "name">;

/** A dead-letter queue is another queue of the same kind, account and region, and allows its source. AWS's checks, in its order. */
export async function checkDeadLetterTarget(
  source: QueueName,
  settings: QueueSettings,
  policyText: string | undefined,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<void> {
  if (!settings.redrivePolicy || !policyText) return;
  const { deadLetterTargetArn } = settings.redrivePolicy;
  const fault = (reason: string) => invalidParameter(policyText, "RedrivePolicy", reason, "dead-letter-queue");
  const address = parseQueueArn(deadLetterTargetArn);
  const isNear = address?.account === source.account && address.region === source.region;
  const target = isNear ? (await readQueueByArn(deadLetterTargetArn, tools))?.queue : undefined;
  const sourceArn = queueArn(source);
  if (deadLetterTargetArn === sourceArn) throw fault("A queue can't be its own dead-letter queue.");
  if (!target) throw fault("Dead letter target does not exist.");
  if ((target.fifo === undefined) !== (settings.fifo === undefined))
    throw fault("Dead-letter queue must be same type of queue as the source.");
  if (!allowsRedrive(target.redriveAllowPolicy, sourceArn))
    throw fault("The dead-letter queue's RedriveAllowPolicy doesn't allow this queue as a source.");
}

/** Keeps, under a dead-letter queue, who names it: so that nobody has to look through all queues for it. */
export function sourceWrites(
  source: QueueName,
  before: RedrivePolicy | undefined,
  after: RedrivePolicy | undefined,
  context: RequestContext,
): Write[] {
  const [from, to] = [before?.deadLetterTargetArn, after?.deadLetterTargetArn];
  if (from === to) return [];
  const key = (arn: string) => {
    const target = parseQueueArn(arn);
    return target ? [sourceKey(context, target, source)] : [];
  };
  return [
    ...(from === undefined ? [] : key(from)).map((one): Write => ({ kind: "delete", key: one })),
    ...(to === undefined ? [] : key(to)).map((one): Write => ({ kind: "put", key: one, value: null })),
  ];
}

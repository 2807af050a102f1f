import { invalidParameter } from "./errors.ts";
import * as limits from "./limits.ts";
import type { RedriveAllowPolicy, RedrivePolicy } from "./model.ts";
import { parseQueueArn } from "./queue-address.ts";

/*
 * RedrivePolicy (where a queue's dead letters go) and RedriveAllowPolicy (whose dead letters a queue takes), as AWS reads them.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */

type Fields = Readonly<Record<string, unknown>>;

export function parseRedrivePolicy(text: string): RedrivePolicy {
  const fault = (reason: string) => invalidParameter(text, "RedrivePolicy", reason, "dead-letter-queue");
  const fields = parseMap(text);
  if (!fields) throw fault("Redrive policy is not a valid JSON map.");
  const { deadLetterTargetArn, maxReceiveCount } = fields;
  for (const name of ["deadLetterTargetArn", "maxReceiveCount"]) {
    if (fields[name] === undefined) throw fault(`Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  if (typeof deadLetterTargetArn !== "string" || !parseQueueArn(deadLetterTargetArn))
    throw fault("Invalid value for deadLetterTargetArn.");
  const count = Number(maxReceiveCount);
  const { min, max } = limits.MAX_RECEIVE_COUNT;
  if (!Number.isInteger(count) || count < min || count > max || typeof maxReceiveCount === "boolean") {
    const rule = `valid values are from ${min} to ${max} both inclusive.`;
    throw fault(`Invalid value for maxReceiveCount: ${String(maxReceiveCount)}, ${rule}`);
  }
  return { deadLetterTargetArn, maxReceiveCount: count };
}

export function parseRedriveAllowPolicy(text: string): RedriveAllowPolicy {
  const fault = (reason: string) => invalidParameter(text, "RedriveAllowPolicy", reason, "dead-letter-queue");
  const fields = parseMap(text);
  if (!fields) throw fault("Redrive allow policy is not a valid JSON map.");
  const { redrivePermission, sourceQueueArns } = fields;
  if (redrivePermission !== "allowAll" && redrivePermission !== "denyAll" && redrivePermission !== "byQueue")
    throw fault("Amazon SQS can't create the redrive allow policy, as it's in an unsupported format.");
  if (redrivePermission !== "byQueue") {
    if (sourceQueueArns !== undefined)
      throw fault("sourceQueueArns can be given only when redrivePermission is byQueue.");
    return { redrivePermission };
  }
  const arns = Array.isArray(sourceQueueArns) ? (sourceQueueArns as unknown[]) : [];
  const max = limits.MAX_REDRIVE_SOURCES;
  if (arns.length === 0 || arns.length > max)
    throw fault(`sourceQueueArns must hold 1 to ${max} ARNs when redrivePermission is byQueue.`);
  const queues = arns.filter((arn) => typeof arn === "string").filter((arn) => parseQueueArn(arn));
  if (queues.length < arns.length) throw fault("sourceQueueArns must be ARNs of queues.");
  return { redrivePermission, sourceQueueArns: queues };
}

/** Whether a queue takes the dead letters of another. */
export function allowsRedrive(policy: RedriveAllowPolicy | undefined, sourceArn: string): boolean {
  if (!policy || policy.redrivePermission === "allowAll") return true;
  return policy.redrivePermission === "byQueue" && (policy.sourceQueueArns ?? []).includes(sourceArn);
}

function parseMap(text: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

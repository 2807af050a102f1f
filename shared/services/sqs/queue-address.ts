import { parseArn } from "../../core/arn.ts";
import type { Scope } from "../../core/context.ts";
import { invalidAddress, invalidParameter, missingParameter } from "./errors.ts";
import { MAX_QUEUE_NAME_LENGTH } from "./limits.ts";
import type { Queue } from "./model.ts";

const FIFO_SUFFIX = ".fifo";

type Address = Pick<Queue, "account" | "region" | "name">;

/** Built from the Host that the client used: other names need not resolve on its machine. */
export function queueUrl(
  { baseUrl }: { readonly baseUrl: string },
  { account, name }: Pick<Queue, "account" | "name">,
): string {
  return `${baseUrl}/${account}/${name}`;
}

/** The queue that a URL means: its last two segments are account and name, whatever host stands before them. */
export function parseQueueUrl(url: string | undefined, { region }: Pick<Scope, "region">): Address {
  if (!url) throw missingParameter("QueueUrl");
  const match = /(?:^|\/)([0-9]{12})\/([^/]+)$/.exec(url);
  if (!match) throw invalidAddress(url);
  const [, account = "", name = ""] = match;
  return { account, region, name };
}

export function parseQueueArn(text: string): Address | undefined {
  const parts = parseArn(text);
  if (parts?.service !== "sqs" || !/^[\w.-]+$/.test(parts.resource)) return undefined;
  return { account: parts.account, region: parts.region, name: parts.resource };
}

/** The name of a FIFO queue ends in .fifo, and no other does. AWS has words for either. */
export function checkQueueName(name: string | undefined, isFifo: boolean): asserts name is string {
  if (!name) throw missingParameter("QueueName");
  const rule = "can only include alphanumeric characters, hyphens, or underscores";
  const base = isFifo && name.endsWith(FIFO_SUFFIX) ? name.slice(0, -FIFO_SUFFIX.length) : name;
  const isLegal = name.length <= MAX_QUEUE_NAME_LENGTH && /^[A-Za-z0-9_-]+$/.test(base);
  if (isLegal && (base !== name) === isFifo) return;
  const reason = isFifo
    ? `The name of a FIFO queue ${rule}, must end with .fifo suffix and be 1 to ${MAX_QUEUE_NAME_LENGTH} in length.`
    : `Can only include alphanumeric characters, hyphens, or underscores. 1 to ${MAX_QUEUE_NAME_LENGTH} in length`;
  throw invalidParameter(name, "QueueName", reason);
}

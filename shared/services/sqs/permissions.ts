import type { ServiceError } from "../../core/errors.ts";
import { OWNERS_ACTIONS } from "./authorise.ts";
import { invalidParameter, missingParameter } from "./errors.ts";
import { MAX_LABEL_LENGTH, MAX_PERMISSION_ACTIONS } from "./limits.ts";
import { atMost } from "./policy-limits.ts";

/** What AddPermission may give away. */
const GIVEN_ACTIONS: ReadonlySet<string> = new Set([
  "*",
  "ChangeMessageVisibility",
  "DeleteMessage",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListDeadLetterSourceQueues",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
]);

export function checkLabel(label: string | undefined): asserts label is string {
  if (!label) throw missingParameter("Label");
  if (label.length <= MAX_LABEL_LENGTH && /^[A-Za-z0-9_-]+$/.test(label)) return;
  const rule = `Can only include alphanumeric characters, hyphens, or underscores. 1 to ${MAX_LABEL_LENGTH} in length`;
  throw invalidParameter(label, "Label", rule, "queue-policy");
}

export function checkAccounts(accounts: readonly string[] | undefined): asserts accounts is readonly string[] {
  if (!accounts?.length) throw missingParameter("AWSAccountIds");
  const wrong = accounts.find((account) => !/^\d{12}$/.test(account));
  if (wrong === undefined) return;
  const rule = "Unable to verify.";
  throw invalidParameter(`[${wrong}]`, "PrincipalId", rule, "queue-policy");
}

export function checkActions(actions: readonly string[] | undefined): asserts actions is readonly string[] {
  if (!actions?.length) throw missingParameter("Actions");
  atMost(MAX_PERMISSION_ACTIONS, "Actions", actions);
  for (const action of actions) {
    if (GIVEN_ACTIONS.has(action)) continue;
    throw invalidParameter(`SQS:${action}`, "ActionName", reasonAgainst(action), "queue-policy");
  }
}

function reasonAgainst(action: string): string {
  return OWNERS_ACTIONS.has(action)
    ? "Only the queue owner is allowed to invoke this action."
    : "Please refer to the appropriate WSDL for a list of valid actions.";
}

export function labelFault(label: string, reason: string): ServiceError {
  return invalidParameter(label, "Label", reason, "queue-policy");
}

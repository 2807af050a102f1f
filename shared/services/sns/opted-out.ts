import type { ReadTools } from "../service.ts";
import { phoneNumber } from "./endpoint.ts";
import type { Subscription } from "./model.ts";
import { optedOutKey } from "./table-sms.ts";

/** Which of a page of subscriptions are phone numbers that want no more messages, by their ids. One read, and none without numbers. */
export async function readOptedOut(
  subscriptions: readonly Subscription[],
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<ReadonlySet<string>> {
  const phones = subscriptions.filter(({ protocol }) => protocol === "sms");
  if (phones.length === 0) return new Set();
  const rows = await store.getMany(
    phones.map(({ endpoint }) => optedOutKey(context, phoneNumber(endpoint) ?? endpoint)),
  );
  return new Set(phones.flatMap(({ id }, index) => (rows[index] ? [id] : [])));
}

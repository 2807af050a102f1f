import type { ListSubscriptionsInput, ListSubscriptionsResponse } from "@aws-sdk/client-sns";
import { operation, type ReadTools } from "../../service.ts";
import type { Subscription } from "../model.ts";
import { cutPage, pageQuery } from "../page.ts";
import { listed } from "../subscription-page.ts";
import {
  type AccountEntry,
  accountEntryFromRow,
  accountPrefix,
  accountSubscriptionsPartition,
  subscriptionFromRow,
  subscriptionKey,
  topicFromRow,
  topicKey,
} from "../table.ts";

/**
 * The account's subscriptions in the order of topics, 100 entries a page; fewer when some belong to a topic that was just deleted.
 * https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptions.html
 */
export const listSubscriptions = operation<ListSubscriptionsInput, ListSubscriptionsResponse>()({
  service: "sns",
  name: "ListSubscriptions",

  async prefetch({ NextToken }, tools) {
    const { store, context } = tools;
    const partition = accountSubscriptionsPartition(context);
    const found = await store.query({ ...partition, prefix: accountPrefix(context), ...pageQuery({ NextToken }) });
    const { rows, next } = cutPage(found, {});
    return { found: await readEntries(rows.map(accountEntryFromRow), tools), next };
  },

  commit({ found, next }) {
    return {
      output: { Subscriptions: found.map(({ entry, subscription }) => listed(entry.topic, subscription)), ...next },
    };
  },
});

interface FoundEntry {
  readonly entry: AccountEntry;
  readonly subscription: Subscription;
}

/** Two reads of many rows: the subscriptions, and whether their topics are still the ones that they belong to. */
async function readEntries(entries: readonly AccountEntry[], { store, context }: ReadTools): Promise<FoundEntry[]> {
  const topics = new Map(entries.map(({ topic }) => [topic.id, topic]));
  const [rows, topicRows] = await Promise.all([
    store.getMany(entries.map(({ topic, id }) => subscriptionKey(context, topic, id))),
    store.getMany([...topics.values()].map((topic) => topicKey(context, topic))),
  ]);
  const alive = new Set(topicRows.flatMap((row) => (row ? [topicFromRow(row).id] : [])));
  return entries.flatMap((entry, index) => {
    const row = rows[index];
    return row && alive.has(entry.topic.id) ? [{ entry, subscription: subscriptionFromRow(row) }] : [];
  });
}

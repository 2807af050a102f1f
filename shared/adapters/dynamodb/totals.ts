import { DeleteItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import type { Random } from "../../ports/random.ts";
import type { Add, Delete, Key } from "../../ports/table-store.ts";
import { keyItem } from "./items.ts";
import { getItems } from "./read.ts";
import type { DynamoTables } from "./tables.ts";

/** A total is the sum of so many items, each of a partition of its own: no single partition takes every write. */
const TOTAL_STRIPES = 4;
const NAME_PREFIX = "n:";

/** Partitions have no NUL, so that totals are no rows, and begin with the partition's name, so that drop finds them. */
function stripeKey({ table, partition, sort }: Key, stripe: number): Key {
  return { table, partition: `${partition}\0${stripe}`, sort };
}

function stripes(key: Key): Key[] {
  return Array.from({ length: TOTAL_STRIPES }, (_, stripe) => stripeKey(key, stripe));
}

/** ADD is atomic and beside the transaction: in it, two sends to one queue would cancel each other. */
export async function addTotals(tables: DynamoTables, { key, by }: Add, random: Random): Promise<void> {
  const entries = Object.entries(by);
  if (entries.length === 0) return;
  await tables.client.send(
    new UpdateItemCommand({
      TableName: tables.names[key.table],
      Key: keyItem(stripeKey(key, random.below(TOTAL_STRIPES))),
      UpdateExpression: `ADD ${entries.map((_, index) => `#n${index} :n${index}`).join(", ")}`,
      ExpressionAttributeNames: Object.fromEntries(
        entries.map(([name], index) => [`#n${index}`, `${NAME_PREFIX}${name}`]),
      ),
      ExpressionAttributeValues: Object.fromEntries(
        entries.map(([, amount], index) => [`:n${index}`, { N: String(amount) }]),
      ),
    }),
  );
}

export async function readTotals(tables: DynamoTables, key: Key): Promise<Readonly<Record<string, number>>> {
  const totals = new Map<string, number>();
  for (const item of (await getItems(tables, stripes(key))).values()) {
    for (const [name, value] of Object.entries(item)) {
      if (!name.startsWith(NAME_PREFIX)) continue;
      const total = name.slice(NAME_PREFIX.length);
      totals.set(total, (totals.get(total) ?? 0) + Number(value.N));
    }
  }
  return Object.fromEntries(totals);
}

/**
 * Only an unconditional delete looks for totals: a condition holds a row to something, and a message's delete would otherwise
 * pay for four items that were never there.
 */
export async function deleteTotals(tables: DynamoTables, { key, expect }: Delete): Promise<void> {
  if (expect !== undefined) return;
  for (const item of (await getItems(tables, stripes(key))).values()) {
    const { p, s } = item;
    if (!p || !s) continue;
    await tables.client.send(new DeleteItemCommand({ TableName: tables.names[key.table], Key: { p, s } }));
  }
}

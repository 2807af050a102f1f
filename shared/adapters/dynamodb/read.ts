import { BatchGetItemCommand, QueryCommand, type QueryCommandInput } from "@aws-sdk/client-dynamodb";
import type { Key, TableName } from "../../ports/table-store.ts";
import { keyItem } from "./items.ts";
import type { DynamoTables, Item } from "./tables.ts";

/** DynamoDB's limit for BatchGetItem. */
const MAX_BATCH_KEYS = 100;

/** The items of one query, page after page, read consistently, for as long as somebody wants more. */
export async function* queryItems(
  { client, names }: DynamoTables,
  table: TableName,
  query: Omit<QueryCommandInput, "TableName">,
): AsyncGenerator<Item> {
  let start: Item | undefined = query.ExclusiveStartKey;
  for (;;) {
    const page = await client.send(
      new QueryCommand({
        ...query,
        TableName: names[table],
        ConsistentRead: true,
        ...(start === undefined ? {} : { ExclusiveStartKey: start }),
      }),
    );
    yield* page.Items ?? [];
    start = page.LastEvaluatedKey;
    if (start === undefined) return;
  }
}

/** Items by key, in no order; a key may be asked for twice. DynamoDB answers as many as fit into 16 MB at a time. */
export async function getItems({ client, names }: DynamoTables, keys: readonly Key[]): Promise<Map<string, Item>> {
  const unique = [...new Map(keys.map((key) => [nameOf(key.table, keyItem(key)), key])).values()];
  const found = new Map<string, Item>();
  for (let at = 0; at < unique.length; at += MAX_BATCH_KEYS) {
    let left = requestItems(unique.slice(at, at + MAX_BATCH_KEYS), names);
    while (Object.keys(left).length > 0) {
      const answer = await client.send(new BatchGetItemCommand({ RequestItems: left }));
      for (const table of ["plain", "timed"] as const) {
        for (const item of answer.Responses?.[names[table]] ?? []) found.set(nameOf(table, item), item);
      }
      left = (answer.UnprocessedKeys ?? {}) as typeof left;
    }
  }
  return found;
}

export function nameOf(table: TableName, item: Item): string {
  return `${table}\0${item.p?.S}\0${item.s?.S}`;
}

function requestItems(keys: readonly Key[], names: DynamoTables["names"]) {
  const request: Record<string, { Keys: Item[]; ConsistentRead: true }> = {};
  for (const key of keys) {
    const of = names[key.table];
    request[of] ??= { Keys: [], ConsistentRead: true };
    request[of].Keys.push(keyItem(key));
  }
  return request;
}

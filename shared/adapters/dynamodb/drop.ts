import { BatchWriteItemCommand, ScanCommand, type WriteRequest } from "@aws-sdk/client-dynamodb";
import type { DynamoTables, Item } from "./tables.ts";

/** DynamoDB's limit for BatchWriteItem. */
const MAX_BATCH_WRITES = 25;

/**
 * Removes what is in partitions that begin with the prefix, at most about `limit` items; true while more are left. Nothing
 * but a scan finds partitions by their beginning: it reads the whole table, which only a reset of a playground does.
 */
export async function dropItems(tables: DynamoTables, prefix: string, limit: number): Promise<boolean> {
  let left = limit;
  for (const name of Object.values(tables.names)) {
    let start: Item | undefined;
    do {
      const page = await tables.client.send(
        new ScanCommand({
          TableName: name,
          FilterExpression: "begins_with(p, :prefix)",
          ExpressionAttributeValues: { ":prefix": { S: prefix } },
          ProjectionExpression: "p, s",
          ConsistentRead: true,
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      const found = page.Items ?? [];
      await deleteItems(tables, name, found.slice(0, left));
      if (found.length > left) return true;
      left -= found.length;
      start = page.LastEvaluatedKey;
      if (left === 0 && start) return true;
    } while (start);
  }
  return false;
}

async function deleteItems({ client }: DynamoTables, name: string, keys: readonly Item[]): Promise<void> {
  for (let at = 0; at < keys.length; at += MAX_BATCH_WRITES) {
    const requests = keys.slice(at, at + MAX_BATCH_WRITES).map((Key): WriteRequest => ({ DeleteRequest: { Key } }));
    let left: Record<string, WriteRequest[]> = { [name]: requests };
    while (Object.keys(left).length > 0) {
      const answer = await client.send(new BatchWriteItemCommand({ RequestItems: left }));
      left = answer.UnprocessedItems ?? {};
    }
  }
}

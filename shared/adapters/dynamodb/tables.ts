import type { AttributeValue, CreateTableCommandInput, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { TableName } from "../../ports/table-store.ts";

/** Where an adapter's rows are: a client, and what the two tables are called in this deployment. */
export interface DynamoTables {
  readonly client: DynamoDBClient;
  readonly names: Readonly<Record<TableName, string>>;
}

export type Item = Record<string, AttributeValue>;

/**
 * The attributes, one letter each because DynamoDB bills their names with every row:
 * `p` partition, `s` sort key, `v` value as JSON, `b` the bytes that JSON cannot hold, `r` version, `d` place in the due
 * ordering, `g` tag. Totals are items of partitions of their own and have `n` and the total's name.
 */
export const DUE_INDEX = "due";

/** What CreateTable and serverless.yml say of the two tables: only `timed` has the local secondary index. */
export function tableDefinition(table: TableName, name: string): CreateTableCommandInput {
  const base: CreateTableCommandInput = {
    TableName: name,
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "p", KeyType: "HASH" },
      { AttributeName: "s", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "p", AttributeType: "S" },
      { AttributeName: "s", AttributeType: "S" },
    ],
  };
  if (table === "plain") return base;
  return {
    ...base,
    AttributeDefinitions: [...(base.AttributeDefinitions ?? []), { AttributeName: "d", AttributeType: "B" }],
    LocalSecondaryIndexes: [
      {
        IndexName: DUE_INDEX,
        KeySchema: [
          { AttributeName: "p", KeyType: "HASH" },
          { AttributeName: "d", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["g"] },
      },
    ],
  };
}

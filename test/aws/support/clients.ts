import { CreateTableCommand, DeleteTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { DynamoDbTableStore } from "../../../shared/adapters/dynamodb/table-store.ts";
import { type DynamoTables, tableDefinition } from "../../../shared/adapters/dynamodb/tables.ts";
import { SystemClock } from "../../../shared/adapters/system/clock.ts";
import { SystemRandom } from "../../../shared/adapters/system/random.ts";

export const CLIENT = { region: "us-east-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } };

let tablesMade = 0;

/** Two new tables in DynamoDB Local, under names that nobody else has. */
export async function createTables(): Promise<DynamoTables & { drop(): Promise<void> }> {
  const client = new DynamoDBClient({ ...CLIENT, endpoint: inject("dynamoDbUrl") });
  tablesMade += 1;
  const names = { plain: `plain-${process.pid}-${tablesMade}`, timed: `timed-${process.pid}-${tablesMade}` };
  for (const table of ["plain", "timed"] as const) {
    await client.send(new CreateTableCommand(tableDefinition(table, names[table])));
  }
  return {
    client,
    names,
    async drop() {
      for (const TableName of Object.values(names)) await client.send(new DeleteTableCommand({ TableName }));
      client.destroy();
    },
  };
}

/** A store on tables of its own, which go with it. */
export async function createStore(): Promise<{
  port: DynamoDbTableStore;
  tables: DynamoTables;
  dispose(): Promise<void>;
}> {
  const tables = await createTables();
  const port = new DynamoDbTableStore({ ...tables, random: new SystemRandom(), clock: new SystemClock() });
  return { port, tables, dispose: () => tables.drop() };
}

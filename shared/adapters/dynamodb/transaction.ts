import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  PutItemCommand,
  TransactionCanceledException,
  TransactionConflictException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import type { Clock } from "../../ports/clock.ts";
import type { Random } from "../../ports/random.ts";
import type { Add, Check, Delete, Expectation, Put, TransactResult, Write } from "../../ports/table-store.ts";
import { keyItem, rowItem } from "./items.ts";
import type { DynamoTables, Item } from "./tables.ts";

export interface TransactionTools extends DynamoTables {
  readonly clock: Clock;
  readonly random: Random;
  nextVersion(): string;
}

type RowWrite = Exclude<Write, Add>;

/** DynamoDB cancels a transaction that meets another one on the same item, whatever its conditions: it is tried again. */
const MAX_COLLISIONS = 12;
const FIRST_PAUSE_MILLISECONDS = 10;
const MAX_PAUSE_DOUBLINGS = 6;

const OK: TransactResult = { ok: true };

/** Writes rows, all or nothing. One alone needs no transaction, which would cost twice as much. */
export async function writeRows(writes: readonly RowWrite[], tools: TransactionTools): Promise<TransactResult> {
  const [only] = writes;
  if (!only) return OK;
  const versions = writes.map(() => tools.nextVersion());
  const attempt =
    writes.length === 1 && only.kind !== "check"
      ? () => writeOne(only, versions[0] ?? "", tools)
      : () => writeMany(writes, versions, tools);
  for (let collisions = 0; ; collisions += 1) {
    const result = await attempt();
    if (result !== "collision") return result;
    if (collisions >= MAX_COLLISIONS) return { ok: false, conflict: only.key };
    const pause = FIRST_PAUSE_MILLISECONDS * 2 ** Math.min(collisions, MAX_PAUSE_DOUBLINGS);
    await tools.clock.sleep(1 + tools.random.below(pause));
  }
}

async function writeOne(
  write: Put | Delete,
  version: string,
  { client, names }: TransactionTools,
): Promise<TransactResult | "collision"> {
  const common = { TableName: names[write.key.table], ...condition(write.expect) };
  const onFailure = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
  try {
    if (write.kind === "put") {
      await client.send(new PutItemCommand({ ...common, ...onFailure, Item: rowItem(write, version) }));
    } else {
      await client.send(new DeleteItemCommand({ ...common, Key: keyItem(write.key) }));
    }
    return OK;
  } catch (error) {
    if (error instanceof TransactionConflictException) return "collision";
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The answer to a first try got lost, the SDK tried again, and it is our own row that is in the way.
    if (write.kind === "put" && error.Item?.r?.S === version) return OK;
    return { ok: false, conflict: write.key };
  }
}

async function writeMany(
  writes: readonly RowWrite[],
  versions: readonly string[],
  { client, names }: TransactionTools,
): Promise<TransactResult | "collision"> {
  const TransactItems = writes.map((write, index): TransactWriteItem => {
    const common = { TableName: names[write.key.table], ...condition(write.expect) };
    if (write.kind === "put") return { Put: { ...common, Item: rowItem(write, versions[index] ?? "") } };
    if (write.kind === "delete") return { Delete: { ...common, Key: keyItem(write.key) } };
    return { ConditionCheck: { ...common, ...checkCondition(write), Key: keyItem(write.key) } };
  });
  try {
    await client.send(new TransactWriteItemsCommand({ TransactItems }));
    return OK;
  } catch (error) {
    if (!(error instanceof TransactionCanceledException)) throw error;
    const reasons = error.CancellationReasons?.map(({ Code }) => Code) ?? [];
    const failed = writes[reasons.indexOf("ConditionalCheckFailed")];
    if (failed) return { ok: false, conflict: failed.key };
    if (reasons.some((code) => code !== undefined && PASSING.has(code))) return "collision";
    throw error;
  }
}

const PASSING = new Set(["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"]);

function checkCondition({ expect }: Check): { ConditionExpression: string } {
  return { ConditionExpression: conditionOf(expect) };
}

function condition(expect: Expectation | undefined): {
  ConditionExpression?: string;
  ExpressionAttributeValues?: Item;
} {
  if (expect === undefined) return {};
  const ConditionExpression = conditionOf(expect);
  if (typeof expect === "string") return { ConditionExpression };
  return { ConditionExpression, ExpressionAttributeValues: { ":r": { S: expect.version } } };
}

function conditionOf(expect: Expectation): string {
  if (expect === "absent") return "attribute_not_exists(p)";
  return expect === "present" ? "attribute_exists(p)" : "r = :r";
}

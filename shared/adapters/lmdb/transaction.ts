import type { Expectation, Key, Write } from "../../ports/table-store.ts";
import type { Environment } from "./environment.ts";
import { dueKey, rowKey } from "./keys.ts";
import { decodeHead, encodeRow, type RowHead, type Versions } from "./row-codec.ts";

/** A write with its bytes made beforehand, so that nothing can fail once the first is written. */
interface Prepared {
  readonly write: Write;
  readonly key: Buffer;
  readonly row: Buffer | undefined;
}

export function prepare(writes: readonly Write[], versions: Versions): readonly Prepared[] {
  return writes.map((write) => ({
    write,
    key: rowKey(write.key),
    row: write.kind === "put" ? encodeRow(write, versions.next()) : undefined,
  }));
}

/** Inside a write transaction: checks every condition, then writes. Returns the key whose condition failed, if one did. */
export function commit(prepared: readonly Prepared[], environment: Environment): Key | undefined {
  const heads = prepared.map((step) => (needsHead(step.write) ? readHead(step, environment) : undefined));
  const failed = prepared.find(({ write }, index) => "expect" in write && !holds(write.expect, heads[index]));
  if (failed) return failed.write.key;
  for (const [index, step] of prepared.entries()) apply(step, heads[index], environment);
  return undefined;
}

/** A row of the timed table may stand in the due ordering, which a put or delete must correct. */
function needsHead(write: Write): boolean {
  return "expect" in write || (write.kind !== "add" && write.key.table === "timed");
}

function readHead({ write, key }: Prepared, { rows }: Environment): RowHead | undefined {
  const bytes = rows[write.key.table].getBinaryFast(key);
  return bytes && decodeHead(bytes);
}

function holds(expect: Expectation | undefined, head: RowHead | undefined): boolean {
  if (expect === undefined) return true;
  if (expect === "absent") return head === undefined;
  return head !== undefined && (expect === "present" || head.version === expect.version);
}

function apply({ write, key, row }: Prepared, before: RowHead | undefined, environment: Environment): void {
  const { rows, totals } = environment;
  if (write.kind === "add") add(write.by, key, environment);
  if (write.kind === "put" && row) {
    rows[write.key.table].put(key, row);
    moveDue(write.key, before, write, environment);
  }
  if (write.kind === "delete") {
    if (before || write.key.table === "plain") rows[write.key.table].remove(key);
    moveDue(write.key, before, {}, environment);
    if (write.expect === undefined) totals.remove(key);
  }
}

function moveDue(
  { partition, sort }: Key,
  before: Pick<RowHead, "dueAt" | "tag"> | undefined,
  after: { readonly dueAt?: number; readonly tag?: string },
  { due }: Environment,
): void {
  if (before?.dueAt === after.dueAt && before?.tag === after.tag) return;
  if (before?.dueAt !== undefined && before.dueAt !== after.dueAt) due.remove(dueKey(partition, before.dueAt, sort));
  if (after.dueAt !== undefined) due.put(dueKey(partition, after.dueAt, sort), Buffer.from(after.tag ?? "", "utf8"));
}

function add(by: Readonly<Record<string, number>>, key: Buffer, { totals }: Environment): void {
  const sums = new Map(Object.entries(decodeTotals(totals.getBinary(key))));
  for (const [name, amount] of Object.entries(by)) sums.set(name, (sums.get(name) ?? 0) + amount);
  totals.put(key, Buffer.from(JSON.stringify(Object.fromEntries(sums)), "utf8"));
}

export function decodeTotals(bytes: Buffer | undefined): Readonly<Record<string, number>> {
  return bytes ? JSON.parse(bytes.toString("utf8")) : {};
}

import { utf8Length } from "../core/bytes.ts";
import { assert } from "../core/errors.ts";
import {
  type Key,
  MAX_PARTITION_BYTES,
  MAX_SORT_BYTES,
  MAX_TRANSACTION_WRITES,
  type Partition,
  type Write,
} from "./table-store.ts";

/** What every TableStore asserts of what it is given, so that a bug shows on every adapter alike. */
export function assertPartition({ partition }: Pick<Partition, "partition">): void {
  const bytes = utf8Length(partition);
  assert(bytes > 0 && bytes <= MAX_PARTITION_BYTES, `a partition has 1 to ${MAX_PARTITION_BYTES} bytes, not ${bytes}`);
  assert(!partition.includes("\0"), "a partition has no NUL");
  assertWellFormed(partition);
}

/** An empty prefix would drop everybody's rows. */
export function assertPartitionPrefix(prefix: string): void {
  assertPartition({ partition: prefix });
}

export function assertKey(key: Key): void {
  assertPartition(key);
  const bytes = utf8Length(key.sort);
  assert(bytes > 0 && bytes <= MAX_SORT_BYTES, `a sort key has 1 to ${MAX_SORT_BYTES} bytes, not ${bytes}`);
  assertWellFormed(key.sort);
}

/** Half an emoji has no UTF-8: two different texts would become one key. */
export function assertWellFormed(text: string): void {
  assert(text.isWellFormed(), "a key is well-formed Unicode");
}

export function assertWrites(writes: readonly Write[]): void {
  assert(
    writes.length <= MAX_TRANSACTION_WRITES,
    `a transaction has at most ${MAX_TRANSACTION_WRITES} writes, not ${writes.length}`,
  );
  for (const write of writes) assertWrite(write);
  assert(!hasTwice(writes), "two writes of one transaction have the same key");
}

/** Sort keys mostly tell already; to write whole keys down for each transaction costs more than all the rest here. */
function hasTwice(writes: readonly Write[]): boolean {
  if (new Set(writes.map(({ key }) => key.sort)).size === writes.length) return false;
  return new Set(writes.map(({ key }) => `${key.table}\0${key.partition}\0${key.sort}`)).size < writes.length;
}

function assertWrite(write: Write): void {
  assertKey(write.key);
  if (write.kind === "put" && write.dueAt !== undefined) {
    assert(write.key.table === "timed", "only rows of the timed table have a due instant");
    assert(Number.isFinite(write.dueAt) && write.dueAt >= 0, `${write.dueAt} is no due instant`);
  }
  if (write.kind === "add") {
    for (const [name, by] of Object.entries(write.by)) assert(Number.isFinite(by), `${name} cannot grow by ${by}`);
  }
}

import type { Key, Put, Row } from "../../ports/table-store.ts";
import type { Item } from "./tables.ts";
import { decodeValue, encodeValue } from "./value-codec.ts";

/** DynamoDB's limit for the sort key of an index. */
const MAX_INDEX_KEY_BYTES = 1024;
const INSTANT_BYTES = 8;

export function keyItem({ partition, sort }: Pick<Key, "partition" | "sort">): Item {
  return { p: { S: partition }, s: { S: sort } };
}

export function rowItem({ key, value, dueAt, tag }: Put, version: string): Item {
  return {
    ...keyItem(key),
    ...encodeValue(value),
    r: { S: version },
    ...(dueAt === undefined ? {} : { d: { B: dueKey(dueAt, key.sort) } }),
    ...(tag === undefined ? {} : { g: { S: tag } }),
  };
}

export function rowOf(table: Key["table"], item: Item): Row {
  return {
    table,
    partition: item.p?.S ?? "",
    sort: item.s?.S ?? "",
    value: decodeValue(item.v?.S ?? "null", item.b?.B),
    version: item.r?.S ?? "",
    ...(item.d?.B ? { dueAt: instantOf(item.d.B) } : {}),
    ...(item.g?.S === undefined ? {} : { tag: item.g.S }),
  };
}

/**
 * A place in the due ordering: the instant as a big-endian double, whose bytes sort as the numbers do from 0 on, and behind it
 * the sort key, so that equal instants have an order. A sort key that is too long is cut: the index allows equal places.
 */
export function dueKey(dueAt: number, sort: string): Buffer {
  const text = Buffer.from(sort, "utf8").subarray(0, MAX_INDEX_KEY_BYTES - INSTANT_BYTES);
  const key = Buffer.allocUnsafe(INSTANT_BYTES + text.length);
  // -0 has a sign bit, which would sort behind everything.
  key.writeDoubleBE(dueAt === 0 ? 0 : dueAt);
  text.copy(key, INSTANT_BYTES);
  return key;
}

/** Behind every place of the instant: no UTF-8 begins with the byte 0xff. */
export function behindInstant(instant: number): Buffer {
  return Buffer.concat([dueKey(instant, ""), Buffer.of(0xff)]);
}

export function instantOf(due: Uint8Array): number {
  return Buffer.from(due.buffer, due.byteOffset, due.byteLength).readDoubleBE();
}

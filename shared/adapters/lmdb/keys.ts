import { MAX_SORT_BYTES, type Query } from "../../ports/table-store.ts";
import type { Bytes } from "./environment.ts";

const INSTANT_BYTES = 8;
const NUL = 1;

/** Bytes from `start` to before `end`. */
export interface Range {
  readonly start: Buffer;
  readonly end: Buffer;
}

/** A partition has no NUL, so no partition's keys lie among another's. */
export function rowKey({ partition, sort }: { readonly partition: string; readonly sort: string }): Buffer {
  return Buffer.from(`${partition}\0${sort}`, "utf8");
}

/** Doubles that are not negative sort by their bytes, fractions and infinity too. */
export function dueKey(partition: string, dueAt: number, sort: string): Buffer {
  return Buffer.concat([Buffer.from(`${partition}\0`, "utf8"), instantBytes(dueAt), Buffer.from(sort, "utf8")]);
}

export function instantBytes(instant: number): Buffer {
  const bytes = Buffer.allocUnsafe(INSTANT_BYTES);
  // -0 has a sign bit; 0 has none.
  bytes.writeDoubleBE(Math.max(0, instant) + 0);
  return bytes;
}

export function sortOfRow(key: Buffer, partitionBytes: number): string {
  return key.toString("utf8", partitionBytes + NUL);
}

export function positionOfDue(key: Buffer, partitionBytes: number): { readonly dueAt: number; readonly sort: string } {
  const at = partitionBytes + NUL;
  return { dueAt: key.readDoubleBE(at), sort: key.toString("utf8", at + INSTANT_BYTES) };
}

/** Everything that begins with the text. */
export function prefixRange(prefix: string): Range {
  const start = Buffer.from(prefix, "utf8");
  return { start, end: behindPrefix(start) };
}

/** What a query may see. */
export function queryRange({ partition, prefix = "", after, before, reverse = false }: Query): Range {
  const whole = prefixRange(`${partition}\0${prefix}`);
  const [low, high] = reverse ? [before, after] : [after, before];
  const start = low === undefined ? whole.start : latest(whole.start, behind(boundKey(partition, low).key));
  if (high === undefined) return { start, end: whole.end };
  const { key, cut } = boundKey(partition, high);
  return { start, end: earliest(whole.end, cut ? behind(key) : key) };
}

/** The rows of a range, in order or reversed. An empty or crossed range has none. */
export function* entries(
  tree: Bytes,
  { start, end }: Range,
  options: { readonly limit?: number; readonly reverse?: boolean } = {},
): Generator<{ key: Buffer; value: Buffer }> {
  if (Buffer.compare(start, end) >= 0 || (options.limit ?? 1) <= 0) return;
  yield* options.reverse
    ? tree.getRange({ ...options, start: end, exclusiveStart: true, end: start, inclusiveEnd: true })
    : tree.getRange({ ...options, start, end });
}

/** The smallest key behind the given one. */
export function behind(key: Buffer): Buffer {
  return Buffer.concat([key, Buffer.of(0)]);
}

/** A bound need be no key and may be longer than one: no key lies between its first bytes and it. */
function boundKey(partition: string, bound: string): { key: Buffer; cut: boolean } {
  const key = rowKey({ partition, sort: bound });
  const longest = Buffer.byteLength(partition, "utf8") + NUL + MAX_SORT_BYTES;
  return key.length > longest ? { key: key.subarray(0, longest), cut: true } : { key, cut: false };
}

/** The first key behind everything that begins with these bytes. UTF-8 has no byte 0xff, so the last can grow. */
function behindPrefix(prefix: Buffer): Buffer {
  const end = Buffer.from(prefix);
  end[end.length - 1] = (end.at(-1) ?? 0) + 1;
  return end;
}

function latest(left: Buffer, right: Buffer): Buffer {
  return Buffer.compare(left, right) < 0 ? right : left;
}

function earliest(left: Buffer, right: Buffer): Buffer {
  return Buffer.compare(left, right) < 0 ? left : right;
}

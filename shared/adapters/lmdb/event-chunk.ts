import type { PlaygroundEvent } from "../../core/event.ts";
import type { ValueObject } from "../../core/json.ts";
import { decodeValue, encodeValue } from "./value-codec.ts";

const COUNT_BYTES = 4;
const LENGTH_BYTES = 4;
const INSTANT_BYTES = 8;

/** One event of a chunk, not yet decoded. */
export interface EventRecord {
  readonly bytes: Buffer;
  /** Wall time. */
  readonly appendedAt: number;
}

/** The event's length, the instant of appending, the event. */
export function encodeRecord(event: PlaygroundEvent, appendedAt: number): Buffer {
  const record = encodeValue(event as unknown as ValueObject, LENGTH_BYTES + INSTANT_BYTES);
  record.writeUInt32BE(record.length);
  record.writeDoubleBE(appendedAt, LENGTH_BYTES);
  return record;
}

/** Events one after the other, behind their count: one entry of the tree instead of many. */
export function encodeChunk(records: readonly Buffer[]): Buffer {
  const count = Buffer.allocUnsafe(COUNT_BYTES);
  count.writeUInt32BE(records.length);
  return Buffer.concat([count, ...records]);
}

export function countOfChunk(chunk: Buffer): number {
  return chunk.readUInt32BE();
}

export function recordsOf(chunk: Buffer): EventRecord[] {
  const records: EventRecord[] = [];
  for (let start = COUNT_BYTES; start < chunk.length; ) {
    const bytes = chunk.subarray(start, start + chunk.readUInt32BE(start));
    records.push({ bytes, appendedAt: bytes.readDoubleBE(LENGTH_BYTES) });
    start += bytes.length;
  }
  return records;
}

export function decodeEvent({ bytes }: EventRecord): PlaygroundEvent {
  return decodeValue(bytes, LENGTH_BYTES + INSTANT_BYTES) as unknown as PlaygroundEvent;
}

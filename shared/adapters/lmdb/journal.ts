import { compareUtf8 } from "../../core/bytes.ts";
import type { PlaygroundEvent } from "../../core/event.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Journal, type JournalCaps, type JournalQuery, journalCaps, matchesQuery } from "../../ports/journal.ts";
import { AppendBuffer, warn } from "./append-buffer.ts";
import type { Environment } from "./environment.ts";
import { countOfChunk, decodeEvent, encodeChunk, encodeRecord, recordsOf } from "./event-chunk.ts";
import { behind, entries, prefixRange, type Range, rowKey } from "./keys.ts";
import { removeRange } from "./removal.ts";

export interface LmdbJournalOptions extends Partial<JournalCaps> {
  readonly environment: Environment;
  /** Wall time. */
  readonly clock: Clock;
  onError?(error: unknown): void;
}

interface Appended {
  readonly root: string;
  readonly id: string;
  readonly record: Buffer;
}

/** Events written as one entry, at most: an entry of its own for each would cost a request more than all its other rows. */
const MAX_CHUNK_EVENTS = 200;

/**
 * Events in LMDB, written in the background, some together in a chunk under the id of the last. A root's count of events
 * stands before its first chunk.
 */
export class LmdbJournal implements Journal {
  readonly #environment: Environment;
  readonly #clock: Clock;
  readonly #caps: JournalCaps;
  readonly #chunkEvents: number;
  readonly #buffer: AppendBuffer<Appended>;

  constructor({ environment, clock, onError = warn, ...caps }: LmdbJournalOptions) {
    this.#environment = environment;
    this.#clock = clock;
    this.#caps = journalCaps(caps);
    // Whole chunks go, so that a cap is kept to within a tenth.
    this.#chunkEvents = Math.min(MAX_CHUNK_EVENTS, Math.ceil(this.#caps.maxEvents / 10));
    this.#buffer = new AppendBuffer({ write: (events) => environment.write(() => this.#write(events)), onError });
  }

  append(root: string, events: readonly PlaygroundEvent[]): void {
    const now = this.#clock.now();
    this.#buffer.add(events.map((event) => ({ root, id: event.id, record: encodeRecord(event, now) })));
  }

  async query(query: JournalQuery): Promise<readonly PlaygroundEvent[]> {
    const { root, after, reverse = false, limit } = query;
    // Who was woken by an event reads it, whether or not it was written meanwhile.
    await this.#buffer.flush();
    const whole = chunkRange(root);
    const range = after === undefined ? whole : { ...whole, start: behind(rowKey({ partition: root, sort: after })) };
    const mayMatch = roughMatcher(query);
    const oldest = this.#oldest();
    const found: PlaygroundEvent[] = [];
    for (const { value: chunk } of entries(this.#environment.events, range, { reverse })) {
      if (found.length >= limit) break;
      if (!mayMatch(chunk)) continue;
      const records = recordsOf(chunk).filter(({ appendedAt, bytes }) => appendedAt >= oldest && mayMatch(bytes));
      for (const record of reverse ? records.reverse() : records) {
        const event = decodeEvent(record);
        const isBehind = after === undefined || compareUtf8(event.id, after) > 0;
        if (isBehind && found.length < limit && matchesQuery(event, query)) found.push(event);
      }
    }
    return found;
  }

  flush(): Promise<void> {
    return this.#buffer.flush();
  }

  async drop(root: string): Promise<void> {
    await this.#buffer.flush();
    await removeRange(this.#environment, this.#environment.events, prefixRange(`${root}\0`));
  }

  /** Writes what is left. The environment is its opener's to close. */
  close(): Promise<void> {
    return this.#buffer.flush();
  }

  /** Inside a write transaction. */
  #write(events: readonly Appended[]): void {
    for (const [root, ofRoot] of Map.groupBy(events, (event) => event.root)) {
      for (let start = 0; start < ofRoot.length; start += this.#chunkEvents) {
        this.#writeChunk(root, ofRoot.slice(start, start + this.#chunkEvents));
      }
      this.#trim(root, ofRoot.length);
    }
  }

  #writeChunk(root: string, events: readonly Appended[]): void {
    const tree = this.#environment.events;
    let key = rowKey({ partition: root, sort: events.at(-1)?.id ?? "" });
    // Another process may have used the same id in the same millisecond; its chunk must not be lost.
    while (tree.doesExist(key)) key = behind(key);
    tree.put(key, encodeChunk(events.map(({ record }) => record)));
  }

  #trim(root: string, added: number): void {
    const tree = this.#environment.events;
    const counted = tree.getBinary(countKey(root));
    let count = (counted ? countOfChunk(counted) : 0) + added;
    const oldest = this.#oldest();
    for (;;) {
      const [first] = entries(tree, chunkRange(root), { limit: 1 });
      if (!first) break;
      const events = countOfChunk(first.value);
      const aged = (recordsOf(first.value).at(-1)?.appendedAt ?? 0) < oldest;
      if (!aged && count - events < this.#caps.maxEvents) break;
      tree.remove(first.key);
      count -= events;
    }
    const total = Buffer.allocUnsafe(4);
    total.writeUInt32BE(count);
    tree.put(countKey(root), total);
  }

  #oldest(): number {
    return this.#clock.now() - this.#caps.maxAgeMilliseconds;
  }
}

function countKey(root: string): Buffer {
  return rowKey({ partition: root, sort: "" });
}

/** A root's chunks, without their count. */
function chunkRange(root: string): Range {
  return { ...prefixRange(`${root}\0`), start: behind(countKey(root)) };
}

/** Tells from a chunk's or an event's bytes that it can't be meant, which spares decoding it. */
function roughMatcher({ traceId, resource }: JournalQuery): (bytes: Buffer) => boolean {
  const words = [traceId, resource?.replace(/\*$/, "")].filter((word) => word !== undefined);
  const needles = words.map((word) => Buffer.from(JSON.stringify(word).slice(1, -1), "utf8"));
  return (bytes) => needles.every((needle) => bytes.includes(needle));
}

import type { PlaygroundEvent } from "../../core/event.ts";
import type { ValueObject } from "../../core/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Journal, type JournalCaps, type JournalQuery, journalCaps, matchesQuery } from "../../ports/journal.ts";
import { AppendBuffer, warn } from "./append-buffer.ts";
import type { Environment } from "./environment.ts";
import { entries, prefixRange, queryRange, rowKey } from "./keys.ts";
import { removeFirst, removeRange } from "./removal.ts";
import { decodeValue, encodeValue } from "./value-codec.ts";

export interface LmdbJournalOptions extends Partial<JournalCaps> {
  readonly environment: Environment;
  /** Wall time. */
  readonly clock: Clock;
  onError?(error: unknown): void;
}

interface Encoded {
  readonly root: string;
  readonly key: Buffer;
  /** The instant of appending, then the event. */
  readonly bytes: Buffer;
}

const INSTANT_BYTES = 8;
/** Events beyond the cap before the oldest go: counting and removing a thousand at a time costs next to nothing each. */
const SLACK = 1000;
/** Old events removed when the first of their root has come of age. */
const AGED_PAGE = 500;

/** Events in LMDB, written in the background. */
export class LmdbJournal implements Journal {
  readonly #environment: Environment;
  readonly #clock: Clock;
  readonly #caps: JournalCaps;
  readonly #buffer: AppendBuffer<Encoded>;
  /** Events of each root, about: counted anew when it seems time to remove some. */
  readonly #counts = new Map<string, number>();

  constructor({ environment, clock, onError = warn, ...caps }: LmdbJournalOptions) {
    this.#environment = environment;
    this.#clock = clock;
    this.#caps = journalCaps(caps);
    this.#buffer = new AppendBuffer({ write: (events) => environment.write(() => this.#write(events)), onError });
  }

  append(root: string, events: readonly PlaygroundEvent[]): void {
    const appendedAt = this.#clock.now();
    this.#buffer.add(
      events.map((event) => {
        const bytes = encodeValue(event as unknown as ValueObject, INSTANT_BYTES);
        bytes.writeDoubleBE(appendedAt);
        return { root, key: rowKey({ partition: root, sort: event.id }), bytes };
      }),
    );
  }

  async query(query: JournalQuery): Promise<readonly PlaygroundEvent[]> {
    const { root, after, reverse = false, limit } = query;
    // Who was woken by an event reads it, whether or not it was written meanwhile.
    await this.#buffer.flush();
    const bounds = after === undefined ? {} : reverse ? { before: after } : { after };
    const range = queryRange({ table: "plain", partition: root, reverse, limit, ...bounds });
    const matches = roughMatcher(query);
    const oldest = this.#oldest();
    const found: PlaygroundEvent[] = [];
    for (const { value } of entries(this.#environment.events, range, { reverse })) {
      if (found.length >= limit) break;
      if (value.readDoubleBE() < oldest || !matches(value)) continue;
      const event = decodeValue(value, INSTANT_BYTES) as unknown as PlaygroundEvent;
      if (matchesQuery(event, query)) found.push(event);
    }
    return found;
  }

  flush(): Promise<void> {
    return this.#buffer.flush();
  }

  async drop(root: string): Promise<void> {
    await this.#buffer.flush();
    await removeRange(this.#environment, this.#environment.events, prefixRange(`${root}\0`));
    this.#counts.delete(root);
  }

  /** Writes what is left. The environment is its opener's to close. */
  close(): Promise<void> {
    return this.#buffer.flush();
  }

  /** Inside a write transaction. */
  #write(events: readonly Encoded[]): void {
    const added = new Map<string, number>();
    for (const { root, key, bytes } of events) {
      this.#environment.events.put(key, bytes);
      added.set(root, (added.get(root) ?? 0) + 1);
    }
    for (const [root, count] of added) this.#trim(root, count);
  }

  #trim(root: string, added: number): void {
    const { events } = this.#environment;
    const range = prefixRange(`${root}\0`);
    const counted = this.#counts.get(root);
    let count = counted === undefined ? events.getKeysCount(range) : counted + added;
    if (count > this.#caps.maxEvents + Math.min(SLACK, this.#caps.maxEvents)) {
      count = events.getKeysCount(range);
      count -= removeFirst(events, range, Math.max(0, count - this.#caps.maxEvents));
    }
    for (const { value } of entries(events, range, { limit: 1 })) {
      if (value.readDoubleBE() < this.#oldest()) count -= this.#removeAged(root);
    }
    this.#counts.set(root, count);
  }

  #removeAged(root: string): number {
    const { events } = this.#environment;
    const oldest = this.#oldest();
    const range = prefixRange(`${root}\0`);
    const aged = Array.from(entries(events, range, { limit: AGED_PAGE })).filter(
      ({ value }) => value.readDoubleBE() < oldest,
    );
    for (const { key } of aged) events.remove(key);
    return aged.length;
  }

  #oldest(): number {
    return this.#clock.now() - this.#caps.maxAgeMilliseconds;
  }
}

/** Tells from an event's bytes that it can't be meant, which spares decoding it: a hundred times faster. */
function roughMatcher({ traceId, resource }: JournalQuery): (bytes: Buffer) => boolean {
  const words = [traceId, resource?.replace(/\*$/, "")].filter((word) => word !== undefined);
  const needles = words.map((word) => JSON.stringify(word).slice(1, -1));
  return (bytes) => needles.every((needle) => bytes.includes(needle));
}

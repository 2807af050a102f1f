import { copyValue } from "../../core/copy-value.ts";
import type { PlaygroundEvent } from "../../core/event.ts";
import { hexId, sortableInstant } from "../../core/ids.ts";
import type { ValueObject } from "../../core/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Journal, type JournalCaps, type JournalQuery, journalCaps, matchesQuery } from "../../ports/journal.ts";
import type { Random } from "../../ports/random.ts";
import type { Key, Partition, Query, Row, TableStore } from "../../ports/table-store.ts";
import { Writes } from "./writes.ts";

export interface DynamoDbJournalOptions extends Partial<JournalCaps> {
  readonly store: TableStore;
  readonly clock: Clock;
  readonly random: Random;
  /** Readers stay so far behind: several processes write, and an event must not turn up behind one already read. */
  readonly lagMilliseconds?: number;
  onError?(error: unknown): void;
}

interface Kept {
  readonly event: PlaygroundEvent;
  readonly appendedAt: number;
}

const PAGE = 100;
/** Looks for the oldest after so many events at most. */
const MAX_TRIM_EVERY = 100;

/** Events as rows: no counter that every writer touches, each event a write of its own. */
export class DynamoDbJournal implements Journal {
  readonly #options: DynamoDbJournalOptions;
  readonly #caps: JournalCaps;
  readonly #writes: Writes;
  readonly #trimEvery: number;
  #untilTrim: number;

  constructor(options: DynamoDbJournalOptions) {
    this.#options = options;
    this.#caps = journalCaps(options);
    this.#writes = new Writes(options.onError);
    this.#trimEvery = Math.min(MAX_TRIM_EVERY, Math.ceil(this.#caps.maxEvents / 2));
    // Processes are many and short-lived on Lambda: each begins somewhere on the way to its first trim.
    this.#untilTrim = 1 + options.random.below(this.#trimEvery);
  }

  append(root: string, events: readonly PlaygroundEvent[]): void {
    if (events.length === 0) return;
    const { store, clock, random } = this.#options;
    const appendedAt = clock.now();
    const rows = events.map((event) => ({
      // Another process may give out the same id in the same millisecond.
      key: { ...eventsOf(root), sort: `${event.id} ${hexId(random, 8)}` },
      value: { event: copyValue(event as unknown as ValueObject), appendedAt },
    }));
    this.#writes.add(async () => {
      for (let at = 0; at < rows.length; at += PAGE) {
        await Promise.all(rows.slice(at, at + PAGE).map((row) => store.transact([{ kind: "put", ...row }])));
      }
      await store.transact([{ kind: "add", key: countKey(root), by: { events: rows.length } }]);
      this.#untilTrim -= rows.length;
      if (this.#untilTrim > 0) return;
      this.#untilTrim = this.#trimEvery;
      await this.#trim(root);
    });
  }

  async query(query: JournalQuery): Promise<readonly PlaygroundEvent[]> {
    await this.#writes.flush();
    const { root, after, limit, reverse = false } = query;
    const { lagMilliseconds = 0, clock } = this.#options;
    const oldest = clock.now() - this.#caps.maxAgeMilliseconds;
    const newest = lagMilliseconds === 0 ? undefined : sortableInstant(clock.now() - lagMilliseconds + 1);
    const above = after === undefined ? undefined : `${after}!`;
    const bounds = reverse ? { after: newest, before: above } : { after: above, before: newest };
    const found: PlaygroundEvent[] = [];
    for await (const row of this.#rows({ ...eventsOf(root), reverse, ...given(bounds) })) {
      if (found.length >= limit) break;
      const { event, appendedAt } = row.value as unknown as Kept;
      if (appendedAt >= oldest && matchesQuery(event, query)) found.push(event);
    }
    return found;
  }

  flush(): Promise<void> {
    return this.#writes.flush();
  }

  async drop(root: string): Promise<void> {
    await this.#writes.flush();
    const { store } = this.#options;
    for await (const row of this.#rows(eventsOf(root))) await store.transact([{ kind: "delete", key: keyOf(row) }]);
    await store.transact([{ kind: "delete", key: countKey(root) }]);
  }

  close(): Promise<void> {
    return this.#writes.flush();
  }

  async #trim(root: string): Promise<void> {
    const { store, clock } = this.#options;
    const { events = 0 } = await store.totals(countKey(root));
    const oldest = clock.now() - this.#caps.maxAgeMilliseconds;
    let excess = events - this.#caps.maxEvents;
    let removed = 0;
    for await (const row of this.#rows(eventsOf(root))) {
      if (excess <= 0 && (row.value as unknown as Kept).appendedAt >= oldest) break;
      // Whoever trims at the same time must not count a row twice.
      const { ok } = await store.transact([{ kind: "delete", key: keyOf(row), expect: "present" }]);
      if (ok) removed += 1;
      excess -= 1;
    }
    if (removed > 0) await store.transact([{ kind: "add", key: countKey(root), by: { events: -removed } }]);
  }

  async *#rows(query: Omit<Query, "limit">): AsyncGenerator<Row> {
    let after = query.after;
    for (;;) {
      const rows = await this.#options.store.query({ ...query, ...given({ after }), limit: PAGE });
      yield* rows;
      if (rows.length < PAGE) return;
      after = rows.at(-1)?.sort;
    }
  }
}

function eventsOf(root: string): Partition {
  return { table: "plain", partition: `${root}/journal` };
}

function countKey(root: string): Key {
  return { table: "plain", partition: `${root}/journal-count`, sort: "events" };
}

function keyOf({ table, partition, sort }: Row): Key {
  return { table, partition, sort };
}

function given(bounds: { after?: string | undefined; before?: string | undefined }): {
  after?: string;
  before?: string;
} {
  const { after, before } = bounds;
  return { ...(after === undefined ? {} : { after }), ...(before === undefined ? {} : { before }) };
}

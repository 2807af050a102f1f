import { compareUtf8 } from "../../core/bytes.ts";
import { copyValue } from "../../core/copy-value.ts";
import type { PlaygroundEvent } from "../../core/event.ts";
import type { ValueObject } from "../../core/json.ts";
import type { Clock } from "../../ports/clock.ts";
import { type Journal, type JournalCaps, type JournalQuery, journalCaps, matchesQuery } from "../../ports/journal.ts";
import { OrderedMap } from "./ordered-map.ts";

interface Kept {
  readonly event: PlaygroundEvent;
  readonly appendedAt: number;
}

/** Events in memory, gone with the process: for tests. */
export class MemoryJournal implements Journal {
  readonly #caps: JournalCaps;
  readonly #clock: Clock;
  readonly #roots = new Map<string, OrderedMap<string, Kept>>();

  constructor({ clock, ...caps }: { clock: Clock } & Partial<JournalCaps>) {
    this.#clock = clock;
    this.#caps = journalCaps(caps);
  }

  append(root: string, events: readonly PlaygroundEvent[]): void {
    const kept = this.#roots.get(root) ?? new OrderedMap<string, Kept>(compareUtf8);
    this.#roots.set(root, kept);
    const appendedAt = this.#clock.now();
    for (const event of events) kept.set(event.id, { event: copyEvent(event), appendedAt });
    this.#trim(kept);
  }

  async query(query: JournalQuery): Promise<readonly PlaygroundEvent[]> {
    const { root, after, limit, reverse = false } = query;
    const kept = this.#roots.get(root);
    if (!kept) return [];
    this.#trim(kept);
    const entries = reverse ? kept.before() : kept.from(after);
    const found: PlaygroundEvent[] = [];
    for (const [id, { event }] of entries) {
      if (found.length >= limit || (reverse && after !== undefined && compareUtf8(id, after) <= 0)) break;
      if (id !== after && matchesQuery(event, query)) found.push(copyEvent(event));
    }
    return found;
  }

  async flush(): Promise<void> {}

  async drop(root: string): Promise<void> {
    this.#roots.delete(root);
  }

  async close(): Promise<void> {}

  #trim(kept: OrderedMap<string, Kept>): void {
    const oldest = this.#clock.now() - this.#caps.maxAgeMilliseconds;
    for (;;) {
      const [id, head] = kept.from().next().value ?? [];
      if (id === undefined || !head) return;
      if (kept.size <= this.#caps.maxEvents && head.appendedAt >= oldest) return;
      kept.delete(id);
    }
  }
}

function copyEvent(event: PlaygroundEvent): PlaygroundEvent {
  return copyValue(event as unknown as ValueObject) as unknown as PlaygroundEvent;
}

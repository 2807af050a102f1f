import type { EventDraft, PlaygroundEvent } from "../core/event.ts";
import { sortableInstant } from "../core/ids.ts";
import type { Clock } from "../ports/clock.ts";
import type { Journal } from "../ports/journal.ts";

const SEQUENCE_DIGITS = 6;

/** Gives events their ids in the order in which they are committed, so that a follower misses none. */
export class EventLog {
  readonly #journal: Journal;
  readonly #clock: Clock;
  #lastInstant = 0;
  #sequence = 0;

  constructor(journal: Journal, clock: Clock) {
    this.#journal = journal;
    this.#clock = clock;
  }

  append(drafts: readonly EventDraft[], context: { root: string; traceId: string; now: number }): void {
    if (drafts.length === 0) return;
    const events = drafts.map(
      (draft): PlaygroundEvent => ({ traceId: context.traceId, ...draft, id: this.#nextId(), at: context.now }),
    );
    this.#journal.append(context.root, events);
  }

  /** Wall time and a count within the millisecond; never falls back when the wall clock does. */
  #nextId(): string {
    const instant = this.#clock.now();
    if (instant > this.#lastInstant) {
      this.#lastInstant = instant;
      this.#sequence = 0;
    } else {
      this.#sequence += 1;
    }
    return `${sortableInstant(this.#lastInstant)}-${String(this.#sequence).padStart(SEQUENCE_DIGITS, "0")}`;
  }
}

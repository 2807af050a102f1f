import type { Client } from "../api/client.ts";
import type { Event } from "../api/operations.ts";

export interface EventFollowerOptions {
  readonly client: Client;
  onEvents(events: readonly Event[]): void;
  /** It did not answer, several times in a row. */
  onLost(): void;
  readonly retryMilliseconds?: number;
}

const WAIT_SECONDS = 20;
const ATTEMPTS = 3;

/** Follows the journal by long poll, from now on, until it is disposed. */
export class EventFollower {
  readonly #options: EventFollowerOptions;
  readonly #ended = new AbortController();

  constructor(options: EventFollowerOptions) {
    this.#options = options;
    void this.#follow();
  }

  dispose(): void {
    this.#ended.abort();
  }

  async #follow(): Promise<void> {
    const { client, onEvents, onLost, retryMilliseconds = 1_000 } = this.#options;
    const { signal } = this.#ended;
    let after: string | undefined;
    let begun = false;
    let failures = 0;
    while (!signal.aborted) {
      try {
        if (!begun) {
          const { events } = await client.call("listEvents", { query: { order: "desc", limit: 1 }, signal });
          after = events[0]?.id;
          begun = true;
          // What happened between the first listing and now.
          onEvents([]);
        }
        const query = { waitSeconds: WAIT_SECONDS, ...(after === undefined ? {} : { after }) };
        const { events } = await client.call("listEvents", { query, signal });
        after = events.at(-1)?.id ?? after;
        failures = 0;
        if (events.length > 0 && !signal.aborted) onEvents(events);
      } catch {
        if (signal.aborted) return;
        failures += 1;
        if (failures === ATTEMPTS) return onLost();
        await pause(retryMilliseconds, signal);
      }
    }
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

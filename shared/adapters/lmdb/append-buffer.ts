/** What comes within so many milliseconds is written together: a commit costs the same for one line as for a hundred. */
const FLUSH_MILLISECONDS = 20;
/** Beyond so many items at once nobody waits for the time. */
const MAX_PENDING = 2000;

export interface AppendBufferOptions<Item> {
  /** Writes the items in the order of the calls. */
  write(items: readonly Item[]): Promise<void>;
  /** Hears of a write that failed while nobody waited for it. */
  onError(error: unknown): void;
}

/** Gathers what is appended, so that whoever appends never waits. */
export class AppendBuffer<Item> {
  readonly #options: AppendBufferOptions<Item>;
  #pending: Item[] = [];
  #timer: NodeJS.Timeout | undefined;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(options: AppendBufferOptions<Item>) {
    this.#options = options;
  }

  add(items: readonly Item[]): void {
    for (const item of items) this.#pending.push(item);
    if (this.#pending.length >= MAX_PENDING) this.#flushUnwatched();
    else this.#timer ??= setTimeout(() => this.#flushUnwatched(), FLUSH_MILLISECONDS);
  }

  /** Resolves once everything that was added is written. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#pending.length > 0) {
      const items = this.#pending;
      this.#pending = [];
      const write = this.#options.write(items);
      // A failure is told to whoever waits for this write, not to those who come later.
      const forget = (): void => {
        if (this.#lastWrite === write) this.#lastWrite = Promise.resolve();
      };
      write.then(forget, forget);
      this.#lastWrite = write;
    }
    return this.#lastWrite;
  }

  #flushUnwatched(): void {
    this.flush().catch((error) => this.#options.onError(error));
  }
}

/** The default listener of a failed write: it must be seen, and must not end the process. */
export function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

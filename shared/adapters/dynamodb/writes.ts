/** Writes that nobody waits for, one after the other. A Lambda function flushes them before it answers: then it is frozen. */
export class Writes {
  readonly #onError: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();

  constructor(onError: (error: unknown) => void = warn) {
    this.#onError = onError;
  }

  add(write: () => Promise<void>): void {
    this.#last = this.#last.then(write).catch((error) => this.#onError(error));
  }

  /** Resolves once everything that was added is written, or its failure told. */
  flush(): Promise<void> {
    return this.#last;
  }
}

function warn(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : String(error));
}

import type { ServiceError } from "../../core/errors.ts";

const EMPTY: Uint8Array = Buffer.alloc(0);

/** Cuts a stream at delimiters. It holds one chunk of the stream at a time, and what of a delimiter stood at its end. */
export class Splitter {
  readonly #source: AsyncIterator<Uint8Array>;
  #held: Buffer = Buffer.alloc(0);
  #ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  prepend(bytes: Uint8Array): void {
    this.#held = Buffer.concat([bytes, this.#held]);
  }

  /** Everything up to the delimiter, which is taken away too. A stream that ends before it has been cut off: it throws. */
  async *until(delimiter: Uint8Array): AsyncGenerator<Uint8Array> {
    for (;;) {
      const at = this.#held.indexOf(delimiter);
      if (at !== -1) {
        const found = this.#held.subarray(0, at);
        this.#held = this.#held.subarray(at + delimiter.length);
        if (found.length > 0) yield found;
        return;
      }
      // What may be the beginning of a delimiter stays.
      const safe = Math.max(0, this.#held.length - delimiter.length + 1);
      const passed = this.#held.subarray(0, safe);
      this.#held = this.#held.subarray(safe);
      if (passed.length > 0) yield passed;
      if (!(await this.#more())) throw new CutOff();
    }
  }

  /** The text up to a delimiter, of so many bytes at the most. */
  async text(delimiter: Uint8Array, maxBytes: number, tooLong: () => ServiceError): Promise<string> {
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of this.until(delimiter)) {
      size += part.length;
      if (size > maxBytes) throw tooLong();
      parts.push(part);
    }
    return Buffer.concat(parts).toString("utf8");
  }

  /** So many bytes as a text; fewer at the end of the stream. */
  async take(count: number): Promise<string> {
    while (this.#held.length < count && (await this.#more()));
    const taken = this.#held.subarray(0, count);
    this.#held = this.#held.subarray(count);
    return taken.toString("latin1");
  }

  async #more(): Promise<boolean> {
    if (this.#ended) return false;
    const { done, value = EMPTY } = await this.#source.next();
    this.#ended = done === true;
    if (value.length > 0)
      this.#held = this.#held.length === 0 ? Buffer.from(value) : Buffer.concat([this.#held, value]);
    return !this.#ended;
  }
}

/** The stream ended in the middle of a part. */
export class CutOff extends Error {}

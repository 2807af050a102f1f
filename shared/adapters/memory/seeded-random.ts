import { assert } from "../../core/errors.ts";
import type { Random } from "../../ports/random.ts";

/** The same seed gives the same chance: sfc32 (Chris Doty-Humphrey), which passes the usual batteries. Never for secrets. */
export class SeededRandom implements Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: number) {
    // Seeds that differ in one bit must not begin alike: the first draws are thrown away.
    this.#a = seed >>> 0;
    this.#b = Math.floor(seed / 2 ** 32) >>> 0;
    this.#c = 0x9e3779b9;
    for (let round = 0; round < 15; round += 1) this.#next();
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let index = 0; index < count; index += 1) {
      bytes[index] = this.#next() & 0xff;
    }
    return bytes;
  }

  below(limit: number): number {
    assert(Number.isInteger(limit) && limit > 0 && limit <= 2 ** 32, `nothing lies evenly below ${limit}`);
    // Draws beyond the last whole multiple of the limit would favour small results: draw again.
    const fair = 2 ** 32 - (2 ** 32 % limit);
    for (;;) {
      const drawn = this.#next();
      if (drawn < fair) return drawn % limit;
    }
  }

  #next(): number {
    const sum = (this.#a + this.#b + this.#counter) >>> 0;
    this.#counter = (this.#counter + 1) >>> 0;
    this.#a = (this.#b ^ (this.#b >>> 9)) >>> 0;
    this.#b = (this.#c + (this.#c << 3)) >>> 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) >>> 0;
    return sum;
  }
}

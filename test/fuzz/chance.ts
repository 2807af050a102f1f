import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";

/** What a run draws: the same seed draws the same. */
export class Chance {
  readonly #random: SeededRandom;

  constructor(seed: number) {
    this.#random = new SeededRandom(seed);
  }

  below(limit: number): number {
    return this.#random.below(limit);
  }

  /** Once in so many times. */
  once(inSoMany: number): boolean {
    return this.#random.below(inSoMany) === 0;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.#random.below(items.length)];
    if (item === undefined) throw new Error("there is nothing to pick from");
    return item;
  }

  bytes(count: number): Buffer {
    return Buffer.from(this.#random.bytes(count));
  }

  text(length: number, alphabet = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789-_"): string {
    let text = "";
    for (let index = 0; index < length; index += 1) text += alphabet[this.#random.below(alphabet.length)];
    return text;
  }
}

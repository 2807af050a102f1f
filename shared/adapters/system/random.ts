import { randomFillSync, randomInt } from "node:crypto";
import type { Random } from "../../ports/random.ts";

/** Bytes drawn from the system at a time: a call costs 4 microseconds for 16 bytes as for 4,096, and a request wants several ids. */
const POOL_BYTES = 4096;

/** The operating system's chance: good enough for secrets. No byte is given out twice. */
export class SystemRandom implements Random {
  readonly #pool = Buffer.alloc(POOL_BYTES);
  #used = POOL_BYTES;

  bytes(count: number): Uint8Array {
    if (count > POOL_BYTES) return randomFillSync(Buffer.alloc(count));
    if (this.#used + count > POOL_BYTES) {
      randomFillSync(this.#pool);
      this.#used = 0;
    }
    const bytes = Buffer.from(this.#pool.subarray(this.#used, this.#used + count));
    this.#pool.fill(0, this.#used, this.#used + count);
    this.#used += count;
    return bytes;
  }

  below(limit: number): number {
    return randomInt(limit);
  }
}

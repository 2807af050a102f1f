import { randomBytes, randomInt } from "node:crypto";
import type { Random } from "../../ports/random.ts";

/** The operating system's chance: good enough for secrets. */
export class SystemRandom implements Random {
  bytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  below(limit: number): number {
    return randomInt(limit);
  }
}

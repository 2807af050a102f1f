import { type KeptKey, RsaSigner } from "../../shared/adapters/signing/rsa-signer.ts";
import type { Clock } from "../../shared/ports/clock.ts";
import type { MessageSigner } from "../../shared/ports/message-signer.ts";
import type { Random } from "../../shared/ports/random.ts";

/** One key for all worlds of a test file, half as long as real ones: making it takes a tenth of the time. */
let kept: KeptKey | undefined;
const keeper = {
  load: async () => kept,
  async keep(key: KeptKey) {
    kept ??= key;
    return kept;
  },
};

export function testSigner({ clock }: { readonly clock: Clock }): MessageSigner {
  // Draws of its own, so that a world's others are the same whether or not the key was there before.
  const random: Random = { bytes: (count) => new Uint8Array(count).fill(7), below: () => 0 };
  return new RsaSigner({ keeper, clock, random, bits: 1024 });
}

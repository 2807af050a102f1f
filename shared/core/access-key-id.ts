/**
 * Access key ids as AWS makes them: four letters for the kind, then 80 bits in base32, of which 40 are the account's number.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */

/** `ASIA`: of credentials that end, with a session token. */
export const TEMPORARY_KEY = "ASIA";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const SUFFIX_CHARACTERS = 16;
const SUFFIX_BITS = 80n;
/** After the first bit, which is set in all keys of today. */
const ACCOUNT_BITS = 40n;
const ACCOUNT_SHIFT = SUFFIX_BITS - 1n - ACCOUNT_BITS;
const CHANCE_MASK = (1n << ACCOUNT_SHIFT) - 1n;
export const KEY_CHANCE_BYTES = 5;

export function accessKeyId(kind: string, account: string, chance: Uint8Array): string {
  const low = BigInt(`0x${Buffer.from(chance).toString("hex")}`) & CHANCE_MASK;
  let bits = (1n << (SUFFIX_BITS - 1n)) | (BigInt(account) << ACCOUNT_SHIFT) | low;
  let suffix = "";
  for (let count = 0; count < SUFFIX_CHARACTERS; count += 1) {
    suffix = `${ALPHABET[Number(bits & 31n)] ?? ""}${suffix}`;
    bits >>= 5n;
  }
  return `${kind}${suffix}`;
}

/** The account whose key it is; undefined where the id does not say. */
export function accountOfKey(id: string): string | undefined {
  const [, suffix] = /^A[A-Z]IA([A-Z2-7]{16})$/.exec(id) ?? [];
  if (suffix === undefined) return undefined;
  let bits = 0n;
  for (const letter of suffix) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(letter));
  const account = (bits >> ACCOUNT_SHIFT) & ((1n << ACCOUNT_BITS) - 1n);
  return account < 1_000_000_000_000n ? account.toString().padStart(12, "0") : undefined;
}

/** Polynomials with the bits reversed, by AWS's name. The sums of parts make the sum of the whole for these, not for hashes. */
const POLYNOMIALS: Readonly<Record<string, { readonly width: number; readonly polynomial: bigint }>> = {
  CRC32: { width: 32, polynomial: 0xedb88320n },
  CRC32C: { width: 32, polynomial: 0x82f63b78n },
  CRC64NVME: { width: 64, polynomial: 0x9a6c9329ac4bc9b5n },
};

export interface SummedPart {
  readonly sum: Uint8Array;
  readonly size: number;
}

/** Whether {@link combineCrcs} knows the kind. */
export function isCrc(name: string): boolean {
  return Object.hasOwn(POLYNOMIALS, name);
}

/**
 * The CRC of parts put together, from their CRCs and lengths, without reading a byte: each one's is multiplied by x to the power of
 * the bits behind it, in the field of the polynomial (as zlib's crc32_combine does).
 */
export function combineCrcs(name: string, parts: readonly SummedPart[]): Uint8Array {
  const field = POLYNOMIALS[name];
  if (!field) throw new Error(`${name} is no CRC`);
  // Most parts have one length: its power is worked out once.
  const powers = new Map<number, bigint>();
  let whole = 0n;
  for (const { sum, size } of parts) {
    const power = powers.get(size) ?? powerOfX(BigInt(size) * 8n, field);
    powers.set(size, power);
    whole = multiply(power, whole, field) ^ toNumber(sum);
  }
  return Buffer.from(whole.toString(16).padStart(field.width / 4, "0"), "hex");
}

interface Field {
  readonly width: number;
  readonly polynomial: bigint;
}

function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex") || "0"}`);
}

/** Both factors and the product have their bits reversed: the highest bit stands for x to the power of 0. */
function multiply(left: bigint, right: bigint, { width, polynomial }: Field): bigint {
  let product = 0n;
  let shifted = right;
  for (let bit = BigInt(width - 1); bit >= 0n; bit -= 1n) {
    if ((left >> bit) & 1n) product ^= shifted;
    shifted = shifted & 1n ? (shifted >> 1n) ^ polynomial : shifted >> 1n;
  }
  return product;
}

function powerOfX(exponent: bigint, field: Field): bigint {
  let power = 1n << BigInt(field.width - 1);
  let square = 1n << BigInt(field.width - 2);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) power = multiply(square, power, field);
    square = multiply(square, square, field);
  }
  return power;
}

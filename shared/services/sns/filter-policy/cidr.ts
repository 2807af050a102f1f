/** A block of addresses: `10.0.0.0/24`, `2001:db8::/32`. */
export interface Cidr {
  readonly text: string;
  /** 32 or 128. */
  readonly width: number;
  readonly bits: number;
  readonly address: bigint;
}

/** Reads a block, or says what is wrong in the words of AWS's parser. */
export function readCidr(text: string): Cidr | { readonly fault: string } {
  // Java's split drops what is empty at the end.
  const [base = "", mask = "", ...more] = text.replace(/\/+$/, "").split("/");
  if (mask === "" || more.length > 0) return { fault: "Malformed CIDR, one '/' required" };
  if (!/^[+-]?[0-9]{1,9}$/.test(mask)) return { fault: "Malformed CIDR, mask bits must be an integer" };
  const bits = Number(mask);
  if (bits < 0) return { fault: "Malformed CIDR, mask bits must not be negative" };
  const found = readAddress(base);
  if (!found) return { fault: `Nonstandard IP address: ${base}` };
  if (found.width === 32 && bits > 31) return { fault: "IPv4 mask bits must be < 32" };
  if (bits > 127) return { fault: "IPv6 mask bits must be < 128" };
  return { text, bits, ...found };
}

export function contains({ width, bits, address }: Cidr, value: string): boolean {
  const found = readAddress(value);
  if (found?.width !== width) return false;
  const rest = BigInt(width - bits);
  return found.address >> rest === address >> rest;
}

function readAddress(text: string): { readonly width: number; readonly address: bigint } | undefined {
  if (/^([0-9]{1,3}\.){3}[0-9]{1,3}$/.test(text)) {
    const parts = text.split(".").map(Number);
    return parts.every((part) => part < 256) ? { width: 32, address: joined(parts, 8n) } : undefined;
  }
  const parts = text.includes(":") ? groups(text) : undefined;
  return parts && { width: 128, address: joined(parts, 16n) };
}

/** The eight groups of an IPv6 address; `::` stands for as many zeros as are missing, at least one. */
function groups(text: string): number[] | undefined {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  if (halves.length > 2 || !halves.flat().every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const [head = [], tail] = halves;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const zeros = Array.from({ length: tail ? missing : 0 }, () => "0");
  return [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
}

function joined(parts: readonly number[], size: bigint): bigint {
  return parts.reduce((address, part) => (address << size) | BigInt(part), 0n);
}

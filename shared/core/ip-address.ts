/** An address as a number of 32 or 128 bits. */
export interface IpAddress {
  readonly width: 32 | 128;
  readonly value: bigint;
}

/** `203.0.113.9`, `2001:db8::1`, `::ffff:203.0.113.9` (which is the first, seen by a socket for both kinds). */
export function readIpAddress(text: string): IpAddress | undefined {
  const mapped = /^::ffff:([0-9.]+)$/i.exec(text)?.[1];
  return readPlainAddress(mapped ?? text);
}

/** The same without the mixed form. */
export function readPlainAddress(text: string): IpAddress | undefined {
  return readV4(text) ?? readV6(text);
}

/** Whether an address is among those that share its first bits. */
export function isWithin({ width, value }: IpAddress, base: IpAddress, bits: number): boolean {
  const rest = BigInt(width - bits);
  return width === base.width && value >> rest === base.value >> rest;
}

function readV4(text: string): IpAddress | undefined {
  if (!/^(?:[0-9]{1,3}\.){3}[0-9]{1,3}$/.test(text)) return undefined;
  const parts = text.split(".").map(Number);
  return parts.every((part) => part < 256) ? { width: 32, value: joined(parts, 8n) } : undefined;
}

/** `::` stands for as many groups of zeros as are missing, at least one. */
function readV6(text: string): IpAddress | undefined {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [head = [], tail] = halves;
  if (halves.length > 2 || !halves.flat().every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  const missing = 8 - head.length - (tail?.length ?? 0);
  if (tail ? missing < 1 : missing !== 0) return undefined;
  const zeros = Array.from({ length: tail ? missing : 0 }, () => "0");
  const groups = [...head, ...zeros, ...(tail ?? [])].map((group) => Number.parseInt(group, 16));
  return { width: 128, value: joined(groups, 16n) };
}

function joined(parts: readonly number[], size: bigint): bigint {
  return parts.reduce((value, part) => (value << size) | BigInt(part), 0n);
}

import { type IpAddress, isWithin, readPlainAddress } from "../../../core/ip-address.ts";

/** A block of addresses: `10.0.0.0/24`, `2001:db8::/32`. */
export interface Cidr {
  readonly text: string;
  readonly base: IpAddress;
  readonly bits: number;
}

/** Reads a block, or says what is wrong in the words of AWS's parser. */
export function readCidr(text: string): Cidr | { readonly fault: string } {
  // Java's split drops what is empty at the end.
  const [address = "", mask = "", ...more] = text.replace(/\/+$/, "").split("/");
  if (mask === "" || more.length > 0) return { fault: "Malformed CIDR, one '/' required" };
  if (!/^[+-]?[0-9]{1,9}$/.test(mask)) return { fault: "Malformed CIDR, mask bits must be an integer" };
  const bits = Number(mask);
  if (bits < 0) return { fault: "Malformed CIDR, mask bits must not be negative" };
  const base = readPlainAddress(address);
  if (!base) return { fault: `Nonstandard IP address: ${address}` };
  if (base.width === 32 && bits > 31) return { fault: "IPv4 mask bits must be < 32" };
  if (bits > 127) return { fault: "IPv6 mask bits must be < 128" };
  return { text, base, bits };
}

export function contains({ base, bits }: Cidr, value: string): boolean {
  const found = readPlainAddress(value);
  return found !== undefined && isWithin(found, base, bits);
}

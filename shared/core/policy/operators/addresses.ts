import { BlockList, isIP } from "node:net";
import { negative, type Operator, positive } from "./operator.ts";

/** `203.0.113.0/24`, `2001:db8::/32`, or one address. */
export function readRange(text: string): { family: "ipv4" | "ipv6"; address: string; bits: number } | undefined {
  const [, address = "", digits] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  const most = version === 4 ? 32 : 128;
  const bits = digits === undefined ? most : Number(digits);
  return bits > most ? undefined : { family: version === 4 ? "ipv4" : "ipv6", address, bits };
}

const WITHIN: Operator["read"] = (text) => {
  const range = readRange(text);
  if (!range) return undefined;
  const list = new BlockList();
  list.addSubnet(range.address, range.bits, range.family);
  return (actual) => {
    const version = isIP(actual);
    return version !== 0 && list.check(actual, version === 4 ? "ipv4" : "ipv6");
  };
};

export const ADDRESS_OPERATORS: Readonly<Record<string, Operator>> = {
  IpAddress: positive(WITHIN),
  NotIpAddress: negative(WITHIN),
};

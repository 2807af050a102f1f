import { type IpAddress, isWithin, readIpAddress } from "../../ip-address.ts";
import { negative, type Operator, positive } from "./operator.ts";

/** `203.0.113.0/24`, `2001:db8::/32`, or one address. */
export function readRange(text: string): { readonly base: IpAddress; readonly bits: number } | undefined {
  const [, address = "", digits] = /^([0-9a-f:.]{2,45})(?:\/(\d{1,3}))?$/i.exec(text) ?? [];
  const base = readIpAddress(address);
  if (!base) return undefined;
  const bits = digits === undefined ? base.width : Number(digits);
  return bits > base.width ? undefined : { base, bits };
}

const WITHIN: Operator["read"] = (text) => {
  const range = readRange(text);
  if (!range) return undefined;
  return (value) => {
    const actual = readIpAddress(value);
    return actual !== undefined && isWithin(actual, range.base, range.bits);
  };
};

export const ADDRESS_OPERATORS: Readonly<Record<string, Operator>> = {
  IpAddress: positive(WITHIN),
  NotIpAddress: negative(WITHIN),
};

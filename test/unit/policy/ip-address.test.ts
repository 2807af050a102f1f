import { expect, test } from "vitest";
import { isWithin, readIpAddress } from "../../../shared/core/ip-address.ts";

test.each([
  ["0.0.0.0", 32, 0n],
  ["203.0.113.9", 32, 0xcb007109n],
  ["::ffff:203.0.113.9", 32, 0xcb007109n],
  ["::", 128, 0n],
  ["::1", 128, 1n],
  ["2001:DB8::1", 128, 0x20010db8000000000000000000000001n],
  ["1:2:3:4:5:6:7:8", 128, 0x00010002000300040005000600070008n],
])("%s is an address", (text, width, value) => {
  expect(readIpAddress(text)).toEqual({ width, value });
});

test.each([
  "",
  "1.2.3",
  "256.1.1.1",
  "1.2.3.4.5",
  "1::2::3",
  "1:2:3:4:5:6:7",
  "1:2:3:4:5:6:7:8::",
  "::12345",
  "g::",
  "localhost",
])("%s is none", (text) => {
  expect(readIpAddress(text)).toBeUndefined();
});

test("a range holds what begins alike, and nothing of the other kind", () => {
  const within = (address: string, base: string, bits: number) => {
    const [one, other] = [readIpAddress(address), readIpAddress(base)];
    if (!one || !other) throw new Error("no address");
    return isWithin(one, other, bits);
  };
  expect(within("10.1.2.3", "10.0.0.0", 8)).toBe(true);
  expect(within("11.1.2.3", "10.0.0.0", 8)).toBe(false);
  expect(within("11.1.2.3", "0.0.0.0", 0)).toBe(true);
  expect(within("::1", "0.0.0.0", 0)).toBe(false);
  expect(within("2001:db8::5", "2001:db8::", 128)).toBe(false);
});

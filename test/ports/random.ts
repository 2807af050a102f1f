import { describe, expect, test } from "vitest";
import type { Random } from "../../shared/ports/random.ts";

/** What every source of chance does. A fair one fails this less than once in a billion runs. */
export function randomContract(name: string, create: () => Random): void {
  describe(`${name} as chance`, () => {
    test("draws as many bytes as it is asked for, all values alike", () => {
      const random = create();
      for (const count of [0, 1, 16, 4096, 5000]) expect(random.bytes(count)).toHaveLength(count);
      const counts = new Uint32Array(256);
      for (const byte of random.bytes(256_000)) counts[byte] = (counts[byte] ?? 0) + 1;
      expect(Math.min(...counts)).toBeGreaterThan(780);
      expect(Math.max(...counts)).toBeLessThan(1220);
    });

    test("draws numbers below a limit, all alike", () => {
      const random = create();
      for (const limit of [1, 2, 3, 10, 1000]) {
        const counts = new Map<number, number>();
        for (let draw = 0; draw < 10_000; draw += 1) {
          const drawn = random.below(limit);
          counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
        }
        expect([...counts.keys()].every((drawn) => Number.isInteger(drawn) && drawn >= 0 && drawn < limit)).toBe(true);
        const fair = 10_000 / limit;
        if (limit <= 10) expect(Math.min(...counts.values())).toBeGreaterThan(fair - 7 * Math.sqrt(fair));
      }
      expect(() => random.below(0)).toThrow();
      expect(() => random.below(1.5)).toThrow();
    });

    test("favours no number below a limit that the drawn bits do not divide by", () => {
      const random = create();
      const third = 2 ** 30;
      const low = Array.from({ length: 3000 }, () => random.below(3 * third)).filter((drawn) => drawn < third).length;
      expect(low).toBeGreaterThan(820);
      expect(low).toBeLessThan(1180);
    });

    test("draws nothing twice, and shares no bytes with what it drew before", () => {
      const random = create();
      const drawn = Array.from({ length: 2000 }, () => random.bytes(16));
      expect(new Set(drawn.map((bytes) => Buffer.from(bytes).toString("hex"))).size).toBe(2000);
      const [first, second] = [random.bytes(8), random.bytes(8)];
      const copy = Uint8Array.from(first);
      second.fill(0);
      expect(Uint8Array.from(first)).toEqual(copy);
    });
  });
}

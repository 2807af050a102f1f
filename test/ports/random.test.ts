import { expect, test } from "vitest";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { randomContract } from "./random.ts";

randomContract("SystemRandom", () => new SystemRandom());
randomContract("SeededRandom", () => new SeededRandom(42));

test("SeededRandom draws the same for the same seed and something else for another", () => {
  const draw = (seed: number) => Buffer.from(new SeededRandom(seed).bytes(32)).toString("hex");
  expect(draw(7)).toBe(draw(7));
  const draws = [0, 1, 2, 7, -1, 2 ** 32, 2 ** 40 + 1].map(draw);
  expect(new Set(draws).size).toBe(draws.length);
});

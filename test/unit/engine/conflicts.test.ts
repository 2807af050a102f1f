import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { LookAgain, operation } from "../../../shared/services/service.ts";
import { runClock } from "../../support/patience.ts";
import { createProbe, putRow, rowKey } from "./probe.ts";

/** Counts up a row that it has read, as long as nobody else changed it. */
const increment = operation<object, { value: number }>()({
  service: "probe",
  name: "Increment",
  prefetch: (_input, { store, context }) => store.get(rowKey(context, "counter")),
  commit(row, _input, context) {
    const value = ((row?.value as { count: number } | undefined)?.count ?? 0) + 1;
    const expect = row ? { version: row.version } : "absent";
    return { output: { value }, writes: [{ ...putRow(context, "counter", { count: value }), expect }] };
  },
});

describe("requests that change the same row at once", () => {
  test("all take place, each on what the one before left", async () => {
    const { world } = createProbe([increment]);
    const calls = Promise.all(Array.from({ length: 8 }, () => world.call(increment, {})));
    const answers = await runClock(world.clock, calls);
    expect(answers.map(({ value }) => value).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  test("are told which attempt it is", async () => {
    const attempts: number[] = [];
    const stubborn = operation<object, object>()({
      service: "probe",
      name: "Stubborn",
      async prefetch(_input, { attempt }) {
        attempts.push(attempt);
        return attempt;
      },
      commit: (attempt, _input, context) => ({
        output: {},
        writes: [{ ...putRow(context, "row"), expect: attempt < 3 ? "present" : "absent" }],
      }),
    });
    const { world } = createProbe([stubborn]);
    await runClock(world.clock, world.call(stubborn, {}));
    expect(attempts).toEqual([0, 1, 2, 3]);
  });

  test("are told 503 after 26 lost races, and nothing is written", async () => {
    let looks = 0;
    const hopeless = operation<object, object>()({
      service: "probe",
      name: "Hopeless",
      async prefetch() {
        looks += 1;
      },
      commit: (_state, _input, context) => ({
        output: {},
        writes: [{ ...putRow(context, "never"), expect: "present" }],
        events: [{ type: "never", resource: "arn:x", text: "never" }],
      }),
    });
    const { world } = createProbe([hopeless]);
    const failure = await runClock(world.clock, world.call(hopeless, {})).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ServiceError);
    expect(failure).toMatchObject({ code: "ServiceUnavailable", status: 503 });
    expect(looks).toBe(26);
    expect(await world.events()).toEqual([]);
  });

  test("look again when a prefetch finds something half-changed", async () => {
    const halfChanged = operation<object, { attempt: number }>()({
      service: "probe",
      name: "HalfChanged",
      async prefetch(_input, { attempt }) {
        if (attempt === 0) throw new LookAgain();
        return attempt;
      },
      commit: (attempt) => ({ output: { attempt } }),
    });
    const { world } = createProbe([halfChanged]);
    expect(await world.call(halfChanged, {})).toEqual({ attempt: 1 });
  });
});

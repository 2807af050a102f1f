import { describe, expect, test } from "vitest";
import { DEFAULT_PLAYGROUND } from "../../../shared/core/context.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { effectPartitions } from "../../../shared/engine/effects.ts";
import { Engine } from "../../../shared/engine/engine.ts";
import type { Ports } from "../../../shared/engine/ports.ts";
import { effectRetry } from "../../../shared/jobs/retry.ts";
import { START } from "../../support/world.ts";
import { createProbe, type Probe, receiving } from "./probe.ts";

/** What was delivered, and at which second of playground time. */
function story({ seen }: Probe): string[] {
  return seen.map(({ input, context }) => `${input.name} at ${(context.now - START) / 1000}`);
}

/** Another process beside the first: it shares the ports and nothing else. */
function createSecond(ports: Ports): Engine {
  return new Engine({ services: [], ports, retry: effectRetry });
}

function later(name: string, seconds: number) {
  return receiving({ name }, { dueAt: START + seconds * 1000 });
}

describe("a playground's clock", () => {
  test("goes with the wall's until it is moved, and with its lead from then on", async () => {
    const { engine, clock } = createProbe().world;
    expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START);
    clock.advance(1000);
    expect(await engine.advanceClock(DEFAULT_PLAYGROUND, 30_000)).toBe(START + 31_000);
    clock.advance(1000);
    expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START + 32_000);
    expect(await engine.advanceClock(DEFAULT_PLAYGROUND, 5000)).toBe(START + 37_000);
  });

  test("is another one in another playground", async () => {
    const { engine } = createProbe().world;
    await engine.advanceClock("ada", 30_000);
    expect(await engine.now("ada")).toBe(START + 30_000);
    expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START);
  });

  test.each([-1, Number.NaN])("never goes back (%s)", async (milliseconds) => {
    const { engine } = createProbe().world;
    const refusal = await engine.advanceClock(DEFAULT_PLAYGROUND, milliseconds).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(ServiceError);
    expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START);
  });

  test.each([[[10_000, 20_000]], [[20_000, 10_000]]])(
    "goes on by as much as two ask for together who advance it at once (%j)",
    async (milliseconds) => {
      const probe = createProbe();
      const { engine } = probe.world;
      await probe.cause([later("first", 5), later("second", 15), later("third", 25), later("too late", 31)]);
      const advances = milliseconds.map((one) => engine.advanceClock(DEFAULT_PLAYGROUND, one));
      expect(Math.max(...(await Promise.all(advances)))).toBe(START + 30_000);
      expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START + 30_000);
      expect(story(probe)).toEqual(["first at 5", "second at 15", "third at 25"]);
    },
  );

  test("goes on by as much as two processes ask for together", async () => {
    const { engine } = createProbe().world;
    const other = createSecond(engine.ports);
    await Promise.all(
      [1000, 2000, 4000].flatMap((one) => [engine, other].map((each) => each.advanceClock(DEFAULT_PLAYGROUND, one))),
    );
    expect(await engine.now(DEFAULT_PLAYGROUND)).toBe(START + 14_000);
  });
});

describe("advancing the clock", () => {
  test("delivers what comes due on the way, in order, each at its own instant", async () => {
    const probe = createProbe();
    await probe.cause([later("third", 25), later("first", 5), later("too late", 31), later("second", 10)]);
    await probe.world.engine.advanceClock(DEFAULT_PLAYGROUND, 30_000);
    expect(story(probe)).toEqual(["first at 5", "second at 10", "third at 25"]);
    await probe.world.advance(1);
    expect(story(probe).at(-1)).toBe("too late at 31");
  });

  test("delivers what deliveries cause on the way, in its turn", async () => {
    const probe = createProbe();
    probe.behave = ({ name }, { now }) =>
      name === "first"
        ? { effects: [receiving({ name: "child" }, { dueAt: now + 10_000 }), receiving({ name: "twin" })] }
        : {};
    await probe.cause([later("first", 5), later("second", 10), later("third", 20)]);
    await probe.world.engine.advanceClock(DEFAULT_PLAYGROUND, 30_000);
    expect(story(probe)).toEqual(["first at 5", "twin at 5", "second at 10", "child at 15", "third at 20"]);
  });

  test("tries a failed delivery again within the time that passes", async () => {
    const probe = createProbe();
    let failures = 2;
    probe.behave = () => {
      failures -= 1;
      if (failures >= 0) throw new Error("not yet");
      return {};
    };
    await probe.cause([later("stubborn", 5)]);
    await probe.world.engine.advanceClock(DEFAULT_PLAYGROUND, 30_000);
    const [first, second] = [1, 2].map((attempt) => effectRetry.delayMilliseconds(attempt) / 1000);
    expect(story(probe)).toEqual([
      "stubborn at 5",
      `stubborn at ${5 + (first ?? 0)}`,
      `stubborn at ${5 + (first ?? 0) + (second ?? 0)}`,
    ]);
  });

  test("takes place once although the job of what it delivered comes too", async () => {
    const probe = createProbe();
    await probe.cause([later("once", 5)]);
    await probe.world.engine.advanceClock(DEFAULT_PLAYGROUND, 30_000);
    probe.world.clock.advance(60_000);
    await probe.world.settle();
    expect(story(probe)).toEqual(["once at 5"]);
  });

  test("ends although deliveries cause each other without end", async () => {
    const probe = createProbe();
    probe.behave = () => ({ effects: [receiving({ name: "again" })] });
    await probe.cause([later("again", 5)]);
    expect(await probe.world.engine.advanceClock(DEFAULT_PLAYGROUND, 30_000)).toBe(START + 30_000);
    const left = await Promise.all(
      effectPartitions(await probe.world.root()).map((one) => probe.world.store.query({ ...one, limit: 10 })),
    );
    expect(left.flat()).toHaveLength(1);
  });

  test("wakes who waits even when it moves by nothing", async () => {
    const { engine, clock } = createProbe().world;
    const watch = engine.ports.wakeups.watch([`clock:${DEFAULT_PLAYGROUND}`]);
    await engine.advanceClock(DEFAULT_PLAYGROUND, 0);
    await watch.next(1000);
    expect(clock.sleeping).toBe(0);
    watch.close();
  });
});

import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { type Operation, operation } from "../../../shared/services/service.ts";
import { turns } from "../../support/patience.ts";
import { START, type World } from "../../support/world.ts";
import { createProbe } from "./probe.ts";

const TOPIC = "arn:aws:probe:us-east-1:000000000000:awaited";

interface Waiting {
  readonly world: World;
  readonly awaited: Operation<Length, Found>;
  /** Looks taken so far. */
  looks(): number;
  /** What the operation waits for. */
  ready: boolean;
  /** Called at the end of the nth look's commit, counted from 1: what happens behind the back of who looked. */
  after: (look: number) => void;
}

interface Length {
  readonly milliseconds: number;
  readonly recheckMilliseconds?: number;
}

interface Found {
  readonly found: boolean;
  readonly now: number;
}

function waiting(): Waiting {
  let looks = 0;
  const awaited = operation<Length, Found>()({
    service: "probe",
    name: "Await",
    prefetch: async (_input, { startedAt }) => ({ startedAt, found: test.ready }),
    commit({ startedAt, found }, { milliseconds, recheckMilliseconds }, { now }) {
      looks += 1;
      test.after(looks);
      const until = startedAt + milliseconds;
      if (found || now >= until) return { output: { found, now } };
      const recheck = recheckMilliseconds === undefined ? {} : { recheckAt: startedAt + recheckMilliseconds };
      return { wait: { on: [TOPIC], until, ...recheck } };
    },
  });
  const { world } = createProbe([awaited]);
  const test: Waiting = { world, awaited, looks: () => looks, ready: false, after: () => {} };
  return test;
}

describe("a request that waits", () => {
  test("is answered at once on a wake, with no time passing", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 });
    await turns();
    test.ready = true;
    test.world.engine.ports.wakeups.wake(TOPIC);
    expect(await answer).toEqual({ found: true, now: START });
  });

  test("does not lose what happens between its look and its watch", async () => {
    const test = waiting();
    test.after = (look) => {
      if (look !== 1) return;
      test.ready = true;
      test.world.engine.ports.wakeups.wake(TOPIC);
    };
    expect(await test.world.call(test.awaited, { milliseconds: 20_000 })).toEqual({ found: true, now: START });
    expect(test.looks()).toBe(2);
  });

  test("does not lose what happens between its watch and its sleep", async () => {
    const test = waiting();
    test.after = (look) => {
      if (look !== 2) return;
      test.ready = true;
      test.world.engine.ports.wakeups.wake(TOPIC);
    };
    expect(await test.world.call(test.awaited, { milliseconds: 20_000 })).toEqual({ found: true, now: START });
    expect(test.looks()).toBe(3);
  });

  test("looks again on a wake and goes on waiting when there is nothing for it", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 });
    await turns();
    test.world.engine.ports.wakeups.wake(TOPIC);
    await turns();
    expect(test.looks()).toBe(3);
    test.world.clock.advance(20_000);
    expect(await answer).toEqual({ found: false, now: START + 20_000 });
  });

  test("ends when its time is over, counted from its first look", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 });
    await turns();
    test.world.clock.advance(15_000);
    test.world.engine.ports.wakeups.wake(TOPIC);
    await turns();
    test.world.clock.advance(5000);
    expect(await answer).toEqual({ found: false, now: START + 20_000 });
  });

  test("looks again when something comes due on the way", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000, recheckMilliseconds: 3000 });
    await turns();
    test.ready = true;
    test.world.clock.advance(2999);
    await turns();
    expect(test.looks()).toBe(2);
    test.world.clock.advance(1);
    expect(await answer).toEqual({ found: true, now: START + 3000 });
  });

  test("looks again when the playground's clock is moved on", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 });
    await turns();
    await test.world.advance(20);
    expect(await answer).toEqual({ found: false, now: START + 20_000 });
  });

  test("ends when its client goes away, and leaves nobody asleep", async () => {
    const test = waiting();
    const client = new AbortController();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 }, {}, { signal: client.signal });
    const gone = expect(answer).rejects.toMatchObject({ code: "RequestAborted", status: 499 });
    await turns();
    client.abort();
    await gone;
    expect(test.world.clock.sleeping).toBe(0);
  });

  test("ends in the words of who ends it", async () => {
    const test = waiting();
    const stopping = new ServiceError("ServiceUnavailable", "Stopping.", { status: 503 });
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 }, {}, { signal: AbortSignal.abort(stopping) });
    await expect(answer).rejects.toBe(stopping);
  });

  test("listens no longer when it has its answer", async () => {
    const test = waiting();
    const { wakeups } = test.world.engine.ports;
    const watch = wakeups.watch.bind(wakeups);
    let open = 0;
    wakeups.watch = (topics) => {
      const one = watch(topics);
      open += 1;
      const close = () => {
        open -= 1;
        one.close();
      };
      return { next: one.next, close };
    };
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 });
    await turns();
    expect(open).toBe(1);
    await test.world.advance(20);
    await answer;
    expect(open).toBe(0);
  });

  test("ends at once when its client has gone before", async () => {
    const test = waiting();
    const answer = test.world.call(test.awaited, { milliseconds: 20_000 }, {}, { signal: AbortSignal.abort() });
    await expect(answer).rejects.toMatchObject({ code: "RequestAborted" });
  });
});

import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { effectPartitions } from "../../../shared/engine/effects.ts";
import { effectRef } from "../../../shared/jobs/background.ts";
import { effectRetry } from "../../../shared/jobs/retry.ts";
import type { Job } from "../../../shared/ports/job-queue.ts";
import { operation } from "../../../shared/services/service.ts";
import { runClock } from "../../support/patience.ts";
import { createProbe, PROBE_ARN, type Probe, probeArn, putRow, receiving, rowKey } from "./probe.ts";

/** Hands the due jobs out, as a worker would. */
async function takeJobs({ world }: Probe): Promise<readonly Job[]> {
  await world.engine.idle();
  return world.engine.ports.jobs.receive({ max: 10, leaseSeconds: 1_000_000, waitMilliseconds: 0 });
}

async function deliverJobs(probe: Probe) {
  const jobs = await takeJobs(probe);
  return Promise.all(jobs.map((job) => probe.world.engine.deliver(effectRef(job))));
}

async function storedEffects({ world }: Probe) {
  const root = await world.root();
  const pages = await Promise.all(effectPartitions(root).map((one) => world.store.query({ ...one, limit: 100 })));
  return pages.flat();
}

describe("an effect", () => {
  test("is stored in the transaction of its cause, and handed to the job queue after it", async () => {
    const probe = createProbe();
    await probe.cause([receiving({ n: 1 }), receiving({ n: 2 })]);
    expect(await storedEffects(probe)).toHaveLength(2);
    expect(probe.seen).toEqual([]);
    expect(await takeJobs(probe)).toHaveLength(2);
  });

  test("is not stored when its cause's transaction is refused", async () => {
    const refused = operation<object, object>()({
      service: "probe",
      name: "Refused",
      prefetch: async () => undefined,
      commit: (_state, _input, context) => ({
        output: {},
        writes: [{ ...putRow(context, "row"), expect: "present" }],
        effects: [receiving()],
      }),
    });
    const probe = createProbe([refused]);
    await expect(runClock(probe.world.clock, probe.world.call(refused, {}))).rejects.toThrow("Too many requests");
    expect(await storedEffects(probe)).toEqual([]);
    expect(await takeJobs(probe)).toEqual([]);
  });

  test("is delivered to the owner of its target, for the account, region, principal and trace of its cause", async () => {
    const probe = createProbe();
    const principal = { kind: "service", service: "sns.amazonaws.com", sourceArn: "arn:x" } as const;
    await probe.cause([receiving({ n: 1 }, { principal }), receiving({ n: 2 }, { traceId: "another" })]);
    await probe.world.settle();
    expect(probe.seen.map(({ input, context }) => ({ ...input, ...context }))).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ n: 1, principal, account: "000000000000", traceId: probe.world.caller.traceId }),
        expect.objectContaining({ n: 2, principal: probe.world.caller.principal, traceId: "another" }),
      ]),
    );
    expect(await storedEffects(probe)).toEqual([]);
  });

  test("takes place once although its job comes twice", async () => {
    const probe = createProbe();
    await probe.cause([receiving()]);
    const [job] = await takeJobs(probe);
    const ref = effectRef(job as Job);
    expect(await probe.world.engine.deliver(ref)).toBe("delivered");
    expect(await probe.world.engine.deliver(ref)).toBe("gone");
    expect(probe.seen).toHaveLength(1);
  });

  test("takes place once although two workers have its job at the same time", async () => {
    const probe = createProbe();
    probe.behave = () => ({
      writes: [{ kind: "add", key: rowKey({ root: "totals" }, "deliveries"), by: { count: 1 } }],
      effects: [receiving({ child: true }, { dueAt: Number.MAX_SAFE_INTEGER })],
    });
    await probe.cause([receiving()]);
    const [job] = await takeJobs(probe);
    const ref = effectRef(job as Job);
    const outcomes = await Promise.all([probe.world.engine.deliver(ref), probe.world.engine.deliver(ref)]);
    expect(outcomes.sort()).toEqual(["delivered", "gone"]);
    expect(await probe.world.store.totals(rowKey({ root: "totals" }, "deliveries"))).toEqual({ count: 1 });
    expect(await storedEffects(probe)).toHaveLength(1);
  });

  test("that is due later waits for its instant, longer than one job can be delayed", async () => {
    const probe = createProbe();
    const { clock, engine } = probe.world;
    const dueAt = clock.now() + 1_000_000;
    await probe.cause([receiving({}, { dueAt })]);
    expect(await takeJobs(probe)).toEqual([]);
    clock.advance(900_000);
    const early = await takeJobs(probe);
    expect(early).toHaveLength(1);
    expect(await engine.deliver(effectRef(early[0] as Job))).toBe("early");
    expect(probe.seen).toEqual([]);
    clock.advance(99_999);
    expect(await takeJobs(probe)).toEqual([]);
    clock.advance(1);
    expect(await deliverJobs(probe)).toEqual(["delivered"]);
    expect(probe.seen[0]?.context.now).toBe(dueAt);
  });
});

describe("an effect that fails", () => {
  test.each([
    ["a bug", () => new Error("a bug")],
    ["a service that is unavailable", () => new ServiceError("ServiceUnavailable", "busy", { status: 503 })],
  ])("because of %s is tried again, later each time", async (_cause, failure) => {
    const probe = createProbe();
    probe.behave = () => {
      throw failure();
    };
    await probe.cause([receiving()]);
    const instants: number[] = [];
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      expect(await deliverJobs(probe)).toEqual(["postponed"]);
      instants.push(probe.world.clock.now());
      probe.world.clock.advance(effectRetry.delayMilliseconds(attempt) - 1);
      expect(await takeJobs(probe)).toEqual([]);
      probe.world.clock.advance(1);
    }
    expect(instants.map((at) => at - (instants[0] ?? 0))).toEqual([0, 1000, 3000, 7000]);
    probe.behave = () => ({});
    expect(await deliverJobs(probe)).toEqual(["delivered"]);
    expect(await storedEffects(probe)).toEqual([]);
  });

  test("because of a bug tells whoever runs the server, once for each try; a service's own refusal is no bug", async () => {
    const probe = createProbe();
    probe.behave = () => {
      throw new Error("a bug");
    };
    await probe.cause([receiving()]);
    expect(await deliverJobs(probe)).toEqual(["postponed"]);
    expect(probe.world.errors.map(String)).toEqual(["Error: a bug"]);
    probe.behave = () => {
      throw new ServiceError("ServiceUnavailable", "busy", { status: 503 });
    };
    probe.world.clock.advance(effectRetry.delayMilliseconds(1));
    expect(await deliverJobs(probe)).toEqual(["postponed"]);
    expect(probe.world.errors).toHaveLength(1);
  });

  test("is given up after the last attempt, and the journal says why", async () => {
    const probe = createProbe();
    probe.behave = () => {
      throw new Error("the outside world is down");
    };
    await probe.cause([receiving()]);
    const outcomes: string[] = [];
    for (let attempt = 1; attempt <= effectRetry.maxAttempts; attempt += 1) {
      outcomes.push(...(await deliverJobs(probe)));
      probe.world.clock.advance(effectRetry.delayMilliseconds(attempt));
    }
    expect(outcomes).toEqual([...Array(effectRetry.maxAttempts - 1).fill("postponed"), "abandoned"]);
    expect(probe.seen).toHaveLength(effectRetry.maxAttempts);
    expect(await storedEffects(probe)).toEqual([]);
    expect(await probe.world.events({ type: "effect.abandoned" })).toEqual([
      expect.objectContaining({
        resource: PROBE_ARN,
        traceId: probe.world.caller.traceId,
        text: `Receive to ${PROBE_ARN} was given up: the outside world is down`,
      }),
    ]);
  });

  test("by its own fault is given up at once, and the journal says why", async () => {
    const probe = createProbe();
    probe.behave = () => {
      throw new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
    };
    await probe.cause([receiving()]);
    expect(await deliverJobs(probe)).toEqual(["abandoned"]);
    expect(await storedEffects(probe)).toEqual([]);
    const [event] = await probe.world.events({ type: "effect.abandoned" });
    expect(event?.text).toContain("The specified queue does not exist.");
  });

  test("because nobody owns its target is given up at once", async () => {
    const probe = createProbe();
    const nowhere = probeArn("x").replace(":probe:", ":nobody:") as typeof PROBE_ARN;
    await probe.cause([receiving({}, { target: nowhere }), receiving({}, { operation: "Unheard" })]);
    expect(await deliverJobs(probe)).toEqual(["abandoned", "abandoned"]);
    expect(await probe.world.events({ type: "effect.abandoned" })).toHaveLength(2);
  });

  test("writes nothing of what it wanted to write", async () => {
    const probe = createProbe();
    probe.behave = (_input, context) => ({
      writes: [putRow(context, "half"), { ...putRow(context, "other"), expect: "present" }],
    });
    await probe.cause([receiving()]);
    expect(await runClock(probe.world.clock, deliverJobs(probe))).toEqual(["postponed"]);
    expect(await probe.world.store.get(rowKey({ root: await probe.world.root() }, "half"))).toBeUndefined();
  });
});

describe("an effect whose hand-off was lost", () => {
  test("is handed off again by the sweep, sixty seconds after its instant and not before", async () => {
    const probe = createProbe();
    const { engine, clock, caller, errors } = probe.world;
    const { jobs } = engine.ports;
    const send = jobs.send;
    jobs.send = () => Promise.reject(new Error("the job queue is down"));
    await probe.cause([receiving()]);
    await engine.idle();
    jobs.send = send;
    expect(errors.map(String)).toEqual(["Error: the job queue is down"]);

    clock.advance(59_999);
    await engine.sweepPlayground(caller.playground);
    expect(await takeJobs(probe)).toEqual([]);
    clock.advance(1);
    await engine.sweepPlayground(caller.playground);
    expect(await deliverJobs(probe)).toEqual(["delivered"]);
    expect(probe.seen).toHaveLength(1);
  });

  test("is handed off again once a minute, not at every sweep", async () => {
    const probe = createProbe();
    const { engine, clock, caller } = probe.world;
    await probe.cause([receiving()]);
    await takeJobs(probe);
    clock.advance(60_000);
    await engine.sweepPlayground(caller.playground);
    expect(await takeJobs(probe)).toHaveLength(1);
    clock.advance(30_000);
    await engine.sweepPlayground(caller.playground);
    expect(await takeJobs(probe)).toEqual([]);
    clock.advance(30_000);
    await engine.sweepPlayground(caller.playground);
    expect(await takeJobs(probe)).toHaveLength(1);
  });
});

describe("an effect that another service's operation settles", () => {
  const count = rowKey({ root: "totals" }, "stored");
  const store = operation<{ fail?: boolean }, { stored: true }>()({
    service: "probe",
    name: "Store",
    prefetch: async () => undefined,
    commit(_state, { fail }) {
      if (fail) throw new ServiceError("Refused", "not here", { status: 503 });
      return { output: { stored: true }, writes: [{ kind: "add", key: count, by: { count: 1 } }] };
    },
  });
  const forward = operation<{ fail?: boolean }, object>()({
    service: "probe",
    name: "Forward",
    prefetch: async () => undefined,
    commit: (_state, input, context) => ({
      async call({ settle }) {
        const output = await settle(store, input, context.principal, [putRow(context, "together")]);
        return { output, events: [{ type: "forwarded", resource: PROBE_ARN, text: "it went on" }] };
      },
    }),
  });

  async function forwarding(input: { fail?: boolean } = {}) {
    const probe = createProbe([store, forward]);
    await probe.cause([receiving(input, { operation: "Forward" })]);
    const [job] = await takeJobs(probe);
    const { world } = probe;
    const stored = async () => (await world.store.totals(count)).count ?? 0;
    const together = async () => world.store.get(rowKey({ root: await world.root() }, "together"));
    return { probe, world, ref: effectRef(job as Job), stored, together };
  }

  test("takes place together with what was to be written besides", async () => {
    const { probe, world, ref, stored, together } = await forwarding();
    expect(await world.engine.deliver(ref)).toBe("delivered");
    expect(await stored()).toBe(1);
    expect(await together()).toBeDefined();
    expect(await storedEffects(probe)).toEqual([]);
    expect(await world.events({ type: "forwarded" })).toHaveLength(1);
  });

  test("takes place once although two workers have it", async () => {
    const { world, ref, stored } = await forwarding();
    const outcomes = await Promise.all([world.engine.deliver(ref), world.engine.deliver(ref)]);
    expect(outcomes.sort()).toEqual(["delivered", "gone"]);
    expect(await stored()).toBe(1);
    expect(await world.events({ type: "forwarded" })).toHaveLength(1);
  });

  test("is tried again as a whole when the operation is refused", async () => {
    const { probe, world, ref, stored, together } = await forwarding({ fail: true });
    expect(await world.engine.deliver(ref)).toBe("postponed");
    expect([await stored(), await together()]).toEqual([0, undefined]);
    expect(await storedEffects(probe)).toHaveLength(1);
  });
});

import { describe, expect, test } from "vitest";
import type { Body } from "../../../shared/core/body.ts";
import { DEFAULT_PLAYGROUND } from "../../../shared/core/context.ts";
import { effectRef } from "../../../shared/jobs/background.ts";
import { playground } from "../../../shared/services/playground/index.ts";
import { resetPlayground } from "../../../shared/services/playground/operations/reset-playground.ts";
import { operation } from "../../../shared/services/service.ts";
import { START } from "../../support/world.ts";
import { createProbe, type Probe, putRow, receiving, rowKey } from "./probe.ts";

/** Writes whatever a playground can hold: a row, a total, a body in the BlobStore, a line of a log, an event. */
const leaveTraces = operation<{ name: string }, { body: Body }>()({
  service: "probe",
  name: "LeaveTraces",
  prefetch: async (_input, { context }) => context.root,
  commit(root, { name }, context) {
    return {
      async call({ bodies, logs }) {
        const body = await bodies.store(bytes(5000), { root, maxBytes: 10_000, inlineBytes: 1000 });
        logs.append(`${root}/log`, [{ at: 0, text: name }]);
        return {
          output: { body },
          bodies: { keep: [body] },
          writes: [putRow(context, name), { kind: "add", key: rowKey(context, "total"), by: { count: 1 } }],
          events: [{ type: "traces", resource: "arn:x", text: name }],
        };
      },
    };
  },
});

async function* bytes(count: number): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(count);
}

function resettable(): Probe {
  return createProbe([leaveTraces], { services: [playground] });
}

/** What a root still has. */
async function remains({ world }: Probe, root: string) {
  const { store, journal, logs, blobs } = world.engine.ports;
  return {
    row: Boolean(await store.get(rowKey({ root }, "mine"))),
    totals: await store.totals(rowKey({ root }, "total")),
    events: (await journal.query({ root, limit: 10 })).filter(({ type }) => type === "traces").length,
    lines: (await logs.read({ stream: `${root}/log`, limit: 10 })).length,
    blobs: (await blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 10 })).filter((id) =>
      id.startsWith(`${root}/`),
    ).length,
  };
}

const EVERYTHING = { row: true, totals: { count: 1 }, events: 1, lines: 1, blobs: 1 };
const NOTHING = { row: false, totals: {}, events: 0, lines: 0, blobs: 0 };

describe("a reset", () => {
  test("hides everything at once and removes it in the background", async () => {
    const probe = resettable();
    const { world } = probe;
    await world.call(leaveTraces, { name: "mine" });
    const before = await world.root();
    await world.call(resetPlayground, {});
    const after = await world.root();
    expect(after).not.toBe(before);
    expect(await remains(probe, after)).toEqual(NOTHING);
    expect(await remains(probe, before)).toEqual(EVERYTHING);
    await world.settle();
    expect(await remains(probe, before)).toEqual(NOTHING);
    expect(world.errors).toEqual([]);
  });

  test("leaves other playgrounds alone, whose names begin alike", async () => {
    const probe = resettable();
    const { world } = probe;
    for (const name of ["ada", "ada.1", "ada-2"]) await world.call(leaveTraces, { name: "mine" }, { playground: name });
    await world.call(resetPlayground, {}, { playground: "ada" });
    await world.settle();
    expect(await remains(probe, "ada.1")).toEqual(NOTHING);
    expect(await remains(probe, "ada.1.1")).toEqual(EVERYTHING);
    expect(await remains(probe, "ada-2.1")).toEqual(EVERYTHING);
  });

  test("removes what the tenth epoch left and not what the first is to the eye", async () => {
    const probe = resettable();
    const { world } = probe;
    for (let epoch = 1; epoch < 10; epoch += 1) await world.call(resetPlayground, {});
    await world.settle();
    await world.call(leaveTraces, { name: "mine" });
    expect(await remains(probe, `${DEFAULT_PLAYGROUND}.10`)).toEqual(EVERYTHING);
    await world.engine.ports.store.drop(`${DEFAULT_PLAYGROUND}.1/`, 1000);
    expect(await remains(probe, `${DEFAULT_PLAYGROUND}.10`)).toEqual(EVERYTHING);
  });

  test("keeps the clock where it is: playground time never goes back", async () => {
    const { world } = resettable();
    await world.advance(30);
    await world.call(resetPlayground, {});
    expect(await world.engine.now(DEFAULT_PLAYGROUND)).toBe(START + 30_000);
  });

  test("under one Idempotency-Key is one reset: a repeat takes nothing of the new epoch away", async () => {
    const probe = resettable();
    const { world } = probe;
    const reset = () => world.call(resetPlayground, {}, {}, { idempotencyKey: "once" });
    await Promise.all([reset(), reset()]);
    await world.call(leaveTraces, { name: "mine" });
    expect(await reset()).toEqual({});
    expect(await world.root()).toBe(`${DEFAULT_PLAYGROUND}.2`);
    expect(await remains(probe, await world.root())).toEqual(EVERYTHING);
    await world.call(resetPlayground, {}, {}, { idempotencyKey: "another" });
    expect(await world.root()).toBe(`${DEFAULT_PLAYGROUND}.3`);
    await world.settle();
    expect(await remains(probe, `${DEFAULT_PLAYGROUND}.2`)).toEqual(NOTHING);
    expect(world.errors).toEqual([]);
  });

  test("makes undelivered effects of the old epoch gone, whoever has their jobs", async () => {
    const probe = resettable();
    const { world } = probe;
    await probe.cause([receiving(), receiving({}, { dueAt: START + 5000 })]);
    await world.engine.idle();
    const [job] = await world.engine.ports.jobs.receive({ max: 1, leaseSeconds: 60, waitMilliseconds: 0 });
    await world.call(resetPlayground, {});
    expect(job && (await world.engine.deliver(effectRef(job)))).toBe("gone");
    await world.settle();
    await world.advance(100);
    expect(probe.seen).toEqual([]);
  });

  test("in the middle of a delivery makes it gone: it writes nothing into the new epoch", async () => {
    const probe = resettable();
    const { world } = probe;
    await probe.cause([receiving()]);
    await world.engine.idle();
    const [job] = await world.engine.ports.jobs.receive({ max: 1, leaseSeconds: 60, waitMilliseconds: 0 });
    // The reset takes place right after the delivery has read its effect.
    const { store } = world;
    const get = store.get.bind(store);
    store.get = async (key) => {
      const row = await get(key);
      if (key.partition.includes("/effects/")) {
        store.get = get;
        await world.call(resetPlayground, {});
      }
      return row;
    };
    expect(job && (await world.engine.deliver(effectRef(job)))).toBe("gone");
    expect(await store.query({ table: "plain", partition: `${await world.root()}/probe`, limit: 10 })).toEqual([]);
  });

  test("twice at once is two resets, one after the other", async () => {
    const probe = resettable();
    const { world } = probe;
    await world.call(leaveTraces, { name: "mine" });
    await Promise.all([world.call(resetPlayground, {}), world.call(resetPlayground, {})]);
    expect(await world.root()).toBe(`${DEFAULT_PLAYGROUND}.3`);
    await world.settle();
    // The first reset's removal was an effect of the second epoch: the second reset must not lose it.
    expect(await remains(probe, `${DEFAULT_PLAYGROUND}.1`)).toEqual(NOTHING);
  });

  test("removes next time what a request that had begun before wrote behind its back", async () => {
    const probe = resettable();
    const { world } = probe;
    const before = await world.root();
    await world.call(resetPlayground, {});
    await world.settle();
    await world.store.transact([{ kind: "put", key: rowKey({ root: before }, "mine"), value: null }]);
    await world.call(resetPlayground, {});
    await world.settle();
    expect(await remains(probe, before)).toEqual(NOTHING);
  });
});

import { describe, expect, test } from "vitest";
import type { Body } from "../../../shared/core/body.ts";
import { collect, wholeBytes } from "../../../shared/core/bytes.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import type { ByteRange } from "../../../shared/ports/blob-store.ts";
import { operation } from "../../../shared/services/service.ts";
import { runClock } from "../../support/patience.ts";
import { createProbe, putRow } from "./probe.ts";

const HOUR = 3_600_000;
const OPTIONS = { root: "default.1", maxBytes: 100, inlineBytes: 10 };

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let next = 0;
  for (const size of sizes) yield Uint8Array.from({ length: size }, () => next++ % 256);
}

async function* failing(size: number): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(size);
  throw new Error("the client hung up");
}

const keep = operation<{ keep?: Body; drop?: Body; refuse?: boolean }, object>()({
  service: "probe",
  name: "Keep",
  prefetch: async () => undefined,
  commit: (_state, { keep: kept, drop, refuse = false }, context) => ({
    output: {},
    writes: refuse ? [{ ...putRow(context, "never"), expect: "present" }] : [],
    bodies: { ...(kept ? { keep: [kept] } : {}), ...(drop ? { drop: [drop] } : {}) },
  }),
});

function keeper() {
  const { world } = createProbe([keep]);
  const { bodies, ports } = world.engine;
  const blobs = () => ports.blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 100 });
  const read = async (body: Body, range?: ByteRange) => {
    const stream = await bodies.open(body, range);
    return stream && [...(await collect(stream))];
  };
  return { world, bodies, blobs, read };
}

describe("a body", () => {
  test.each([
    ["nothing", [], 0],
    ["one byte", [1], 1],
    ["just what a row takes", [10], 10],
    ["just what a row takes, in pieces", [4, 0, 6], 10],
  ])("of %s stays in its row", async (_what, sizes, size) => {
    const { bodies, blobs, read } = keeper();
    const body = await bodies.store(chunks(...sizes), OPTIONS);
    expect(body).toMatchObject({ kind: "inline", size });
    expect(await read(body)).toEqual([...Array(size).keys()]);
    expect(await blobs()).toEqual([]);
  });

  test.each([
    ["one byte more than a row takes", [11]],
    ["the same, in pieces", [10, 1]],
    ["as much as is allowed", [30, 30, 40]],
  ])("of %s goes to the BlobStore, in the playground's own space", async (_what, sizes) => {
    const { bodies, blobs, read } = keeper();
    const body = await bodies.store(chunks(...sizes), OPTIONS);
    const size = sizes.reduce((sum, one) => sum + one, 0);
    expect(body).toMatchObject({ kind: "blob", size, blob: expect.stringMatching(/^default\.1\//) });
    expect(await read(body)).toEqual([...Array(size).keys()]);
    expect(await blobs()).toHaveLength(1);
  });

  test("has the same MD5 wherever it is", async () => {
    const { bodies } = keeper();
    const inline = await bodies.store(chunks(20), { ...OPTIONS, inlineBytes: 20 });
    const blob = await bodies.store(chunks(7, 13), OPTIONS);
    expect([inline.kind, blob.kind]).toEqual(["inline", "blob"]);
    expect(inline.md5).toBe(blob.md5);
  });

  test.each([0, 10, 11, 100])(
    "of %d bytes that are there as a whole is stored as one that comes in pieces",
    async (size) => {
      const { bodies, read } = keeper();
      const whole = await bodies.store(wholeBytes(await collect(chunks(size))), OPTIONS);
      const { kind, md5 } = await bodies.store(chunks(size), OPTIONS);
      expect(whole).toMatchObject({ kind, md5, size });
      expect(await read(whole)).toEqual([...Array(size).keys()]);
    },
  );

  test("is read in part", async () => {
    const { bodies, read } = keeper();
    for (const inlineBytes of [10, 50]) {
      const body = await bodies.store(chunks(50), { ...OPTIONS, inlineBytes });
      expect(await read(body, { start: 10, end: 12 })).toEqual([10, 11, 12]);
    }
  });

  test.each([[[101]], [[50, 50, 1]], [[5, 96]]])(
    "of more than is allowed (%j) is refused and leaves nothing",
    async (sizes) => {
      const { bodies, blobs } = keeper();
      const refusal = await bodies.store(chunks(...sizes), OPTIONS).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(ServiceError);
      expect(refusal).toMatchObject({ code: "EntityTooLarge", status: 413 });
      expect(await blobs()).toEqual([]);
    },
  );

  test("that is there as a whole and is more than allowed is refused, too", async () => {
    const { bodies, blobs } = keeper();
    await expect(bodies.store(wholeBytes(new Uint8Array(101)), OPTIONS)).rejects.toMatchObject({ status: 413 });
    expect(await blobs()).toEqual([]);
  });

  test("in a row is given back as a whole", async () => {
    const { bodies } = keeper();
    const body = await bodies.store(chunks(10), OPTIONS);
    expect(await (await bodies.open(body, { start: 2, end: 3 }))?.whole?.()).toEqual(Buffer.of(2, 3));
  });

  test.each([5, 50])("whose stream fails after %d bytes leaves nothing", async (size) => {
    const { bodies, blobs } = keeper();
    await expect(bodies.store(failing(size), OPTIONS)).rejects.toThrow("the client hung up");
    expect(await blobs()).toEqual([]);
  });

  test("that is refused ends its stream: the client need not send the rest", async () => {
    const { bodies } = keeper();
    let ended = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(40);
      } finally {
        ended = true;
      }
    }
    await expect(bodies.store(endless(), OPTIONS)).rejects.toThrow("larger than the 100 bytes");
    expect(ended).toBe(true);
  });

  test("that nobody came to keep can be discarded", async () => {
    const { bodies, blobs } = keeper();
    await bodies.discard(await bodies.store(chunks(50), OPTIONS));
    await bodies.discard(await bodies.store(chunks(5), OPTIONS));
    expect(await blobs()).toEqual([]);
  });
});

describe("the sweep of blobs", () => {
  test("removes one that no row names, when it is an hour old", async () => {
    const { world, bodies, blobs } = keeper();
    await bodies.store(chunks(50), OPTIONS);
    world.clock.advance(HOUR);
    expect(await world.engine.sweepBlobs()).toBe(0);
    expect(await blobs()).toHaveLength(1);
    world.clock.advance(1);
    expect(await world.engine.sweepBlobs()).toBe(1);
    expect(await blobs()).toEqual([]);
  });

  test("leaves those that are kept, however old, and takes the others from among them", async () => {
    const { world, bodies, blobs, read } = keeper();
    const kept: Body[] = [];
    for (let count = 0; count < 250; count += 1) {
      const body = await bodies.store(chunks(50), OPTIONS);
      if (count % 3 > 0) continue;
      await world.call(keep, { keep: body });
      kept.push(body);
    }
    world.clock.advance(24 * HOUR);
    expect(await world.engine.sweepBlobs()).toBe(250 - kept.length);
    expect((await blobs()).length).toBe(Math.min(100, kept.length));
    for (const body of kept) expect(await read(body)).toHaveLength(50);
  });

  test("follows the wall's time: advancing a playground's clock makes no orphans", async () => {
    const { world, bodies } = keeper();
    await bodies.store(chunks(50), OPTIONS);
    await world.advance(100_000);
    expect(await world.engine.sweepBlobs()).toBe(0);
  });
});

describe("a body that an operation drops", () => {
  test("goes with the row that named it", async () => {
    const { world, bodies, blobs } = keeper();
    const body = await bodies.store(chunks(50), OPTIONS);
    await world.call(keep, { keep: body });
    await world.call(keep, { drop: body });
    expect(await blobs()).toEqual([]);
  });

  test("stays when the operation is refused", async () => {
    const { world, bodies, read } = keeper();
    const body = await bodies.store(chunks(50), OPTIONS);
    await world.call(keep, { keep: body });
    const refused = runClock(world.clock, world.call(keep, { drop: body, refuse: true }));
    await expect(refused).rejects.toThrow("Too many requests");
    expect(await read(body)).toHaveLength(50);
  });
});

import { expect, test } from "vitest";
import type { Key, TableStore } from "../../../shared/ports/table-store.ts";
import { deleteQueue } from "../../../shared/services/sqs/operations/delete-queue.ts";
import { purgeQueue } from "../../../shared/services/sqs/operations/purge-queue.ts";
import { createFifoWorld, createQueueWorld } from "./queue.ts";

/* A send reads its queue, the queue is purged or deleted and emptied, and only then the send writes. */

/** Of the BlobStore, so that a body can be left behind, too. */
const LARGE = "x".repeat(300 * 1024);

/** A store that does something else just before the next transaction that counts a message, and knows what that one wrote. */
function interruptible() {
  const written: Key[] = [];
  let before: (() => Promise<unknown>) | undefined;
  const wrapStore = (store: TableStore) => {
    const transact = store.transact.bind(store);
    store.transact = async (writes) => {
      const interruption = writes.some(({ kind }) => kind === "add") ? before : undefined;
      if (interruption) {
        before = undefined;
        await interruption();
        written.push(...writes.map(({ key }) => key));
      }
      return transact(writes);
    };
    return store;
  };
  const interrupt = (work: () => Promise<unknown>) => {
    before = work;
  };
  return { wrapStore, written, interrupt };
}

test.each([
  ["standard", purgeQueue],
  ["standard", deleteQueue],
  ["fifo", purgeQueue],
  ["fifo", deleteQueue],
] as const)("what it wrote into a %s queue is gone a minute later, its body, too (%#)", async (kind, ending) => {
  const { wrapStore, written, interrupt } = interruptible();
  const options = { wrapStore };
  const world = await (kind === "fifo" ? createFifoWorld({}, options) : createQueueWorld({}, options));
  const { call, send, settle, advance, store, engine, QueueUrl } = world;
  const group = kind === "fifo" ? { MessageGroupId: "g" } : {};
  const remains = async () => ({
    rows: (await store.getMany(written)).filter((row) => row !== undefined).length,
    totals: (await Promise.all(written.map((key) => store.totals(key)))).flatMap(Object.values),
    bodies: (await engine.ports.blobs.list({ storedBefore: Number.MAX_SAFE_INTEGER, limit: 10 })).length,
  });

  await send("seen", group);
  interrupt(async () => {
    await call(ending, { QueueUrl });
    await settle();
  });
  await send(LARGE, { ...group, ...(kind === "fifo" ? { MessageGroupId: "another" } : {}) });
  await settle();
  expect((await remains()).rows).toBeGreaterThan(0);
  await advance(61);
  expect(await remains()).toEqual({ rows: 0, totals: [], bodies: 0 });
  expect(world.errors).toEqual([]);
});

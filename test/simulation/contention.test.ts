import { afterEach, describe, expect, test } from "vitest";
import { openEnvironment } from "../../shared/adapters/lmdb/environment.ts";
import { LmdbTableStore } from "../../shared/adapters/lmdb/table-store.ts";
import { SeededRandom } from "../../shared/adapters/memory/seeded-random.ts";
import { MemoryTableStore } from "../../shared/adapters/memory/table-store.ts";
import type { TableStore } from "../../shared/ports/table-store.ts";
import { deleteMessageBatch } from "../../shared/services/sqs/operations/delete-message-batch.ts";
import { sendMessageBatch } from "../../shared/services/sqs/operations/send-message-batch.ts";
import { temporaryFolder } from "../api/support/temporary-folder.ts";
import { createQueueWorld } from "../unit/sqs/queue.ts";

const RECEIVERS = 32;
const MESSAGES = 10_000;
const MAX_FAILED_CLAIMS = 0.1;

/** What claims came to, in all. */
interface Claims {
  taken: number;
  conflicts: number;
}

function countClaims(store: TableStore, claims: Claims): TableStore {
  const claim = store.claim.bind(store);
  store.claim = async (request) => {
    const claimed = await claim(request);
    claims.taken += claimed.taken.length;
    claims.conflicts += claimed.conflicts;
    return claimed;
  };
  return store;
}

const closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function memoryStore(): Promise<TableStore> {
  return new MemoryTableStore({ random: new SeededRandom(1) });
}

async function lmdbStore(): Promise<TableStore> {
  const folder = await temporaryFolder();
  const environment = openEnvironment(folder.path);
  closing.push(
    () => environment.close(),
    async () => folder.remove?.(),
  );
  return new LmdbTableStore({ environment, random: new SeededRandom(1) });
}

/** Receives until nothing comes any more; every other batch is deleted while the others receive. */
async function receiver(world: World, received: string[]): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const messages = await world.receive({ MaxNumberOfMessages: 10, VisibilityTimeout: 30 });
    if (messages.length === 0) return;
    received.push(...messages.map(({ MessageId = "" }) => MessageId));
    expect(received.length).toBeLessThanOrEqual(MESSAGES);
    if (turn % 2 > 0) continue;
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await world.call(deleteMessageBatch, { QueueUrl: world.QueueUrl, Entries });
  }
}

type World = Awaited<ReturnType<typeof createQueueWorld>>;

describe.each([
  ["memory", memoryStore],
  ["LMDB", lmdbStore],
])("32 receivers that empty a queue on %s", (_name, openStore) => {
  test("get each of 10,000 messages once, and hardly ever get into each other's way", {
    timeout: 600_000,
  }, async () => {
    const claims: Claims = { taken: 0, conflicts: 0 };
    const store = await openStore();
    const world = await createQueueWorld({}, { wrapStore: () => countClaims(store, claims) });
    const { QueueUrl } = world;
    const batch = (_: unknown, index: number) => {
      const Entries = Array.from({ length: 10 }, (_, entry) => ({ Id: `e${entry}`, MessageBody: `${index}.${entry}` }));
      return world.call(sendMessageBatch, { QueueUrl, Entries });
    };
    await Promise.all(Array.from({ length: MESSAGES / 10 }, batch));

    const received: string[] = [];
    // The clock stands still: whatever comes twice comes within its visibility timeout.
    await Promise.all(Array.from({ length: RECEIVERS }, () => receiver(world, received)));
    expect(received).toHaveLength(MESSAGES);
    expect(new Set(received).size).toBe(MESSAGES);
    expect(claims.taken).toBe(MESSAGES);
    expect(claims.conflicts).toBeLessThanOrEqual(MAX_FAILED_CLAIMS * (claims.taken + claims.conflicts));
    const left = await world.counts();
    expect(left).toMatchObject({ visible: 0, delayed: 0 });
    world.clock.advance(30_000);
    expect((await world.counts())?.visible).toBe(left?.inFlight);
  });
});

import { expect, test } from "vitest";
import type { Put, TableStore } from "../../../shared/ports/table-store.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { objectKey } from "../../../shared/services/s3/table.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { createBucketWorld, md5 } from "./bucket.ts";

const FOLDERS = 4;

/** A bucket with so many keys in four folders and four beside them, put straight into the store. */
async function bucketOf(count: number) {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = await createBucketWorld({ wrapStore });
  const bucket = await world.call(describeBucket, { Bucket: "photos" });
  const scope = { root: await world.root() };
  const object = {
    body: { kind: "inline", bytes: new Uint8Array(), size: 0, md5: md5("") },
    system: { contentType: "text/plain" },
    user: {},
    modifiedAt: 0,
    sequencer: "0".repeat(16),
  } as const;
  for (let first = 0; first < count; first += 100) {
    const writes = Array.from({ length: 100 }, (_, index): Put => {
      const key = objectKey(scope, bucket, keyOf(first + index, count));
      return { kind: "put", key, value: isRead(first + index, count) ? object : null };
    });
    await world.store.transact(writes);
  }
  return { ...world, cost: (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts> };
}

/** Only the beginnings of folders and the files beside them are read: a million whole objects would take twice the time to put. */
function isRead(index: number, count: number): boolean {
  return index % (count / FOLDERS) < 120 || index >= count - FOLDERS;
}

function keyOf(index: number, count: number): string {
  const number = String(index).padStart(7, "0");
  if (index >= count - FOLDERS) return `folder-${index % FOLDERS}.txt`;
  return `folder-${Math.floor((index * FOLDERS) / count)}/${number}`;
}

async function costs(count: number) {
  const { cost, list, put, get, delete: remove } = await bucketOf(count);
  const middle = keyOf(count / 2, count);
  const delimited: unknown[] = [];
  return {
    page: await cost(() => list({ MaxKeys: 100 })),
    pageInTheMiddle: await cost(() => list({ StartAfter: middle, MaxKeys: 100 })),
    delimited: await cost(async () => delimited.push(await list({ Delimiter: "/" }))),
    shown: delimited,
    firstFolders: await cost(() => list({ Delimiter: "/", MaxKeys: 2 })),
    put: await cost(() => put("new.txt", "new")),
    overwrite: await cost(() => put(middle, "new")),
    get: await cost(() => get(middle)),
    delete: await cost(() => remove(middle)),
  };
}

test("in a bucket of 1,000,000 everything costs as many rows as in one of 1,000", { timeout: 600_000 }, async () => {
  const small = await costs(1000);
  const large = await costs(1_000_000);
  expect(large).toEqual(small);
  expect(small.page).toMatchObject({ queried: 101 });
  expect(small.shown).toMatchObject([
    {
      CommonPrefixes: [0, 1, 2, 3].map((folder) => ({ Prefix: `folder-${folder}/` })),
      Contents: [0, 1, 2, 3].map((file) => ({ Key: `folder-${file}.txt` })),
    },
  ]);
  // Eight entries: a few rows to find out how the keys lie, then hardly more than one an entry.
  expect(small.delimited.queried).toBeLessThanOrEqual(40);
  // The object, one gate, the totals.
  expect(small.put).toMatchObject({ queried: 0, writes: 3 });
  expect(small.delete).toMatchObject({ queried: 0, writes: 2 });
});

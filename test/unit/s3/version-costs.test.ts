import { expect, test } from "vitest";
import type { Put, TableStore } from "../../../shared/ports/table-store.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { deletedKey, objectKey } from "../../../shared/services/s3/table.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { createBucketWorld, md5 } from "./bucket.ts";

const OBJECT = {
  body: { kind: "inline", bytes: new Uint8Array(), size: 0, md5: md5("") },
  system: { contentType: "text/plain" },
  user: {},
  modifiedAt: 0,
  sequencer: "0".repeat(16),
} as const;
const MARKER = { marker: true, modifiedAt: 0, sequencer: "0".repeat(16) } as const;

/** A bucket in which so many keys are deleted, by markers, and as many are there; put straight into the store. */
async function bucketOf(count: number) {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = await createBucketWorld({ wrapStore });
  await world.version("Enabled");
  const bucket = await world.call(describeBucket, { Bucket: "photos" });
  const scope = { root: await world.root() };
  for (let first = 0; first < count; first += 50) {
    const writes = Array.from({ length: 50 }, (_, index): Put[] => {
      const number = String(first + index).padStart(7, "0");
      return [
        { kind: "put", key: deletedKey(scope, bucket, `a/${number}`), value: MARKER },
        { kind: "put", key: objectKey(scope, bucket, `b/${number}`), value: OBJECT },
      ];
    });
    await world.store.transact(writes.flat());
  }
  return { ...world, cost: (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts> };
}

async function costs(count: number) {
  const { cost, put, delete: remove, list, versions } = await bucketOf(count);
  const middle = `b/${String(count / 2).padStart(7, "0")}`;
  const page = await cost(() => list({ MaxKeys: 100 }));
  const versionPage = await cost(() => versions({ MaxKeys: 100 }));
  const folders = await cost(() => versions({ Delimiter: "/" }));
  const written = await cost(() => put(middle, "new"));
  const { VersionId = "" } = await put(middle, "newer");
  return {
    page,
    versionPage,
    folders,
    written,
    versionsOfOne: await cost(() => versions({ Prefix: middle, MaxKeys: 10 })),
    marked: await cost(() => remove(middle)),
    removed: await cost(() => remove(middle, { VersionId })),
  };
}

test("versions and delete markers cost as many rows among 100,000 keys as among 1,000", {
  timeout: 600_000,
}, async () => {
  const small = await costs(1000);
  const large = await costs(100_000);
  expect(large).toEqual(small);
  // A list of objects reads no delete marker.
  expect(small.page).toMatchObject({ queried: 101 });
  // Each partition may fill the page.
  expect(small.versionPage.queried).toBeLessThanOrEqual(204);
  expect(small.folders.queried).toBeLessThanOrEqual(80);
  // The current version, the one before it, one gate, the totals.
  expect(small.written).toMatchObject({ queried: 0, writes: 4 });
  expect(small.versionsOfOne).toMatchObject({ queried: 3 });
});

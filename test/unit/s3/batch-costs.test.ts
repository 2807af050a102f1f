import { expect, test } from "vitest";
import type { Put, TableStore } from "../../../shared/ports/table-store.ts";
import { MIN_PART_BYTES } from "../../../shared/services/s3/limits.ts";
import type { UploadedPart } from "../../../shared/services/s3/model.ts";
import { completeMultipartUpload } from "../../../shared/services/s3/operations/complete-multipart-upload.ts";
import { createMultipartUpload } from "../../../shared/services/s3/operations/create-multipart-upload.ts";
import { deleteObjects } from "../../../shared/services/s3/operations/delete-objects.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { objectKey, partKey, putPart } from "../../../shared/services/s3/table.ts";
import { CountingTableStore, type RowCounts } from "../../support/counting-table-store.ts";
import { createBucketWorld, md5 } from "./bucket.ts";

/* What names many things at once costs as much as it names, whatever else there is. */

async function countedBucket() {
  let counting: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counting = new CountingTableStore(store);
    return counting;
  };
  const world = await createBucketWorld({ wrapStore });
  const bucket = await world.call(describeBucket, { Bucket: world.name });
  async function putAll(count: number, put: (index: number) => Put): Promise<void> {
    for (let first = 0; first < count; first += 100) {
      await world.store.transact(Array.from({ length: 100 }, (_, index) => put(first + index)));
    }
  }
  const cost = (work: () => Promise<unknown>) => counting?.cost(work) as Promise<RowCounts>;
  return { ...world, bucket, scope: { root: await world.root() }, putAll, cost };
}

const OBJECT = {
  body: { kind: "inline", bytes: new Uint8Array(), size: 0, md5: md5("") },
  system: { contentType: "text/plain" },
  user: {},
  modifiedAt: 0,
  sequencer: "0".repeat(16),
} as const;

async function deletionCost(keys: number): Promise<RowCounts> {
  const { name, bucket, scope, putAll, cost, call } = await countedBucket();
  const key = (index: number) => `a/${String(index).padStart(7, "0")}`;
  await putAll(keys, (index) => ({ kind: "put", key: objectKey(scope, bucket, key(index)), value: OBJECT }));
  const Objects = Array.from({ length: 1000 }, (_, index) => ({ Key: key(index) }));
  return cost(async () => {
    const { Deleted } = await call(deleteObjects, { Bucket: name, Delete: { Objects } });
    expect(Deleted).toHaveLength(1000);
  });
}

test("deleting 1,000 keys at once costs as many rows among 50,000 as when there are no others", {
  timeout: 600_000,
}, async () => {
  const all = await deletionCost(1000);
  expect(await deletionCost(50_000)).toEqual(all);
  // 34 batches: each reads the playground and the bucket beside its keys, and writes the totals.
  expect(all).toMatchObject({ queried: 0, writes: 1000 + 34 });
  expect(all.gets).toBeLessThanOrEqual(1000 + 2 * 34 + 2);
});

async function completionCost(count: number): Promise<RowCounts> {
  const { name, bucket, scope, putAll, cost, call } = await countedBucket();
  const { UploadId = "" } = await call(createMultipartUpload, { Bucket: name, Key: "film" });
  const body = { kind: "blob", blob: `${scope.root}/part`, size: MIN_PART_BYTES, md5: md5("part") } as const;
  await putAll(count, (index) => {
    const part: UploadedPart = { number: index + 1, body, modifiedAt: 0 };
    return putPart(partKey(scope, bucket, UploadId, part.number), part, "absent");
  });
  const Parts = Array.from({ length: count }, (_, index) => ({ PartNumber: index + 1, ETag: body.md5 }));
  return cost(() => call(completeMultipartUpload, { Bucket: name, Key: "film", UploadId, MultipartUpload: { Parts } }));
}

test("completing an upload reads each part once and writes as much for 10,000 parts as for 100", async () => {
  const few = await completionCost(100);
  const { requests, queried, ...rest } = await completionCost(10_000);
  expect(rest).toMatchObject({ gets: few.gets, writes: few.writes });
  expect([few.queried, queried]).toEqual([100, 10_000]);
  // A thousand a page, and one look behind the last.
  expect(requests - few.requests).toBeLessThanOrEqual(10);
});

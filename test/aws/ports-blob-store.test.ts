import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, vi } from "vitest";
import { S3BlobStore } from "../../shared/adapters/s3/blob-store.ts";
import { SystemRandom } from "../../shared/adapters/system/random.ts";
import { compareUtf8 } from "../../shared/core/bytes.ts";
import { blobStoreContract } from "../ports/blob-store.ts";
import { CLIENT } from "./support/clients.ts";
import { DateClock, startFauxqsHere } from "./support/fauxqs.ts";

/* fauxqs sorts keys as a person's language does (a before B); S3 sorts by their bytes, and the contract holds stores to it. */
String.prototype.localeCompare = function (other: string): number {
  return compareUtf8(String(this), other);
};

let fauxqs: Awaited<ReturnType<typeof startFauxqsHere>>;
let buckets = 0;
beforeAll(async () => {
  fauxqs = await startFauxqsHere();
});
afterAll(() => fauxqs.stop());

blobStoreContract("S3BlobStore", async () => {
  const clock = new DateClock();
  const client = new S3Client({ ...CLIENT, endpoint: fauxqs.address, forcePathStyle: true });
  buckets += 1;
  const bucket = `blobs-${buckets}`;
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  return {
    port: new S3BlobStore({ client, bucket, random: new SystemRandom() }),
    clock,
    async dispose() {
      client.destroy();
      vi.useRealTimers();
    },
  };
});

import { expect, test } from "vitest";
import { s3 } from "../../../shared/services/s3/index.ts";
import { createBucket } from "../../../shared/services/s3/operations/create-bucket.ts";
import { deleteBucket } from "../../../shared/services/s3/operations/delete-bucket.ts";
import { describeBucket } from "../../../shared/services/s3/operations/describe-bucket.ts";
import { getBucketVersioning } from "../../../shared/services/s3/operations/get-bucket-versioning.ts";
import { headBucket } from "../../../shared/services/s3/operations/head-bucket.ts";
import { listBuckets } from "../../../shared/services/s3/operations/list-buckets.ts";
import { createWorld } from "../../support/world.ts";
import { createBucketWorld } from "./bucket.ts";

const OTHER = { account: "111111111111", principal: { kind: "account", account: "111111111111" } } as const;

function emptyWorld() {
  return createWorld({ services: [s3] });
}

test("a bucket is created, found and listed", async () => {
  const { call, events } = emptyWorld();
  expect(await call(createBucket, { Bucket: "uploads-bucket" })).toEqual({
    Location: "/uploads-bucket",
    BucketArn: "arn:aws:s3:::uploads-bucket",
  });
  expect(await call(headBucket, { Bucket: "uploads-bucket" })).toEqual({
    AccessPointAlias: false,
    BucketArn: "arn:aws:s3:::uploads-bucket",
    BucketRegion: "us-east-1",
  });
  const { Buckets, Owner } = await call(listBuckets, {});
  expect(Buckets).toEqual([
    {
      Name: "uploads-bucket",
      BucketArn: "arn:aws:s3:::uploads-bucket",
      BucketRegion: "us-east-1",
      CreationDate: new Date("2026-01-01T00:00:00Z"),
    },
  ]);
  expect(Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
  expect((await events({ type: "bucket.created" }))[0]?.text).toContain("bucket uploads-bucket created in us-east-1");
});

test.each([
  ["ab"],
  ["a".repeat(64)],
  ["Uploads"],
  ["under_score"],
  ["-begins"],
  ["ends-"],
  ["two..dots"],
  ["192.168.5.4"],
  ["xn--reserved"],
  ["reserved-s3alias"],
  [""],
])("%j is no bucket name", async (Bucket) => {
  await expect(emptyWorld().call(createBucket, { Bucket })).rejects.toMatchObject({
    code: "InvalidBucketName",
    message: "The specified bucket is not valid.",
    status: 400,
  });
});

test.each([["abc"], ["a".repeat(63)], ["1.2.3"], ["with.dots-and-hyphens"]])("%j is a bucket name", async (Bucket) => {
  await expect(emptyWorld().call(createBucket, { Bucket })).resolves.toBeDefined();
});

test("your own bucket again is refused, but in us-east-1 AWS answers as if it were new", async () => {
  const { call } = emptyWorld();
  await call(createBucket, { Bucket: "mine" });
  expect(await call(createBucket, { Bucket: "mine" })).toMatchObject({ Location: "/mine" });
  const again = expect.objectContaining({ code: "BucketAlreadyOwnedByYou", status: 409 });
  await expect(call(createBucket, { Bucket: "mine", MustBeNew: true })).rejects.toEqual(again);
  const elsewhere = { Bucket: "mine", CreateBucketConfiguration: { LocationConstraint: "eu-west-1" as const } };
  await expect(call(createBucket, elsewhere, { region: "eu-west-1" })).rejects.toEqual(again);
});

test("a name that another account has is taken, and its bucket is closed to others", async () => {
  const { call } = emptyWorld();
  await call(createBucket, { Bucket: "mine" });
  await expect(call(createBucket, { Bucket: "mine" }, OTHER)).rejects.toMatchObject({
    code: "BucketAlreadyExists",
    status: 409,
  });
  await expect(call(headBucket, { Bucket: "mine" }, OTHER)).rejects.toMatchObject({
    code: "AccessDenied",
    status: 403,
  });
  await expect(call(deleteBucket, { Bucket: "mine" }, OTHER)).rejects.toMatchObject({ code: "AccessDenied" });
  expect((await call(listBuckets, {}, OTHER)).Buckets).toEqual([]);
  const owned = { Bucket: "mine", ExpectedBucketOwner: OTHER.account };
  await expect(call(headBucket, owned)).rejects.toMatchObject({ code: "AccessDenied" });
});

// Recorded: test_different_location_constraint, test_create_bucket_with_invalid_location_constraint.
test.each([
  ["us-east-1", undefined, "us-east-1"],
  ["us-east-1", "eu-central-1", "eu-central-1"],
  ["us-east-1", "EU", "eu-west-1"],
  ["eu-west-1", "EU", "eu-west-1"],
  ["us-west-2", "us-west-2", "us-west-2"],
  ["us-east-1", "us-east-1", { code: "InvalidLocationConstraint" }],
  [
    "us-east-1",
    "foo",
    { code: "InvalidLocationConstraint", message: "The specified location-constraint is not valid" },
  ],
  ["us-east-1", "aws-global", { code: "InvalidLocationConstraint" }],
  [
    "us-east-2",
    undefined,
    {
      code: "IllegalLocationConstraintException",
      message:
        "The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.",
    },
  ],
  ["eu-west-1", "bar", { code: "IllegalLocationConstraintException" }],
  ["us-west-1", "us-east-2", { code: "IllegalLocationConstraintException" }],
] as const)("a request to %s with the location %s gives %j", async (region, constraint, expected) => {
  const { call } = emptyWorld();
  const configuration = constraint === undefined ? {} : { LocationConstraint: constraint as never };
  const created = call(createBucket, { Bucket: "somewhere", CreateBucketConfiguration: configuration }, { region });
  if (typeof expected !== "string") return expect(created).rejects.toMatchObject(expected);
  await created;
  expect((await call(headBucket, { Bucket: "somewhere" })).BucketRegion).toBe(expected);
});

test("buckets are listed by name, page by page, by prefix and by region", async () => {
  const { call } = emptyWorld();
  for (const Bucket of ["delta", "alpha", "bravo", "alpine"]) await call(createBucket, { Bucket });
  const europe = { LocationConstraint: "eu-west-1" as const };
  await call(createBucket, { Bucket: "charlie", CreateBucketConfiguration: europe }, { region: "eu-west-1" });
  const names = (page: { Buckets?: { Name?: string | undefined }[] | undefined }) =>
    page.Buckets?.map(({ Name }) => Name);
  expect(names(await call(listBuckets, {}))).toEqual(["alpha", "alpine", "bravo", "charlie", "delta"]);
  const first = await call(listBuckets, { MaxBuckets: 2 });
  expect(names(first)).toEqual(["alpha", "alpine"]);
  const second = await call(listBuckets, { MaxBuckets: 3, ContinuationToken: first.ContinuationToken });
  expect(names(second)).toEqual(["bravo", "charlie", "delta"]);
  expect(second.ContinuationToken).toBeUndefined();
  expect(names(await call(listBuckets, { Prefix: "alp" }))).toEqual(["alpha", "alpine"]);
  const american = await call(listBuckets, { BucketRegion: "us-east-1", MaxBuckets: 3 });
  expect(names(american)).toEqual(["alpha", "alpine", "bravo"]);
  const rest = { BucketRegion: "us-east-1", MaxBuckets: 3, ContinuationToken: american.ContinuationToken };
  expect(names(await call(listBuckets, rest))).toEqual(["delta"]);
});

test.each([[{ MaxBuckets: 0 }], [{ MaxBuckets: 10_001 }], [{ ContinuationToken: "made up" }]])(
  "listing buckets with %j is refused",
  async (input) => {
    await expect(emptyWorld().call(listBuckets, input)).rejects.toMatchObject({ code: "InvalidArgument" });
  },
);

test("what is not there is said to be not there", async () => {
  const { call } = emptyWorld();
  await expect(call(headBucket, { Bucket: "nowhere" })).rejects.toMatchObject({ code: "NotFound", status: 404 });
  await expect(call(deleteBucket, { Bucket: "nowhere" })).rejects.toMatchObject({
    code: "NoSuchBucket",
    message: "The specified bucket does not exist",
    status: 404,
    details: { BucketName: "nowhere" },
  });
  await expect(call(deleteBucket, { Bucket: "x".repeat(2000) })).rejects.toMatchObject({ code: "InvalidBucketName" });
});

test("only an empty bucket is deleted; made again, it shows nothing of the old one", async () => {
  const { put, delete: remove, remove: removeBucket, create, keys, totals, call } = await createBucketWorld();
  await put("a.txt", "one");
  await expect(removeBucket()).rejects.toMatchObject({
    code: "BucketNotEmpty",
    message: "The bucket you tried to delete is not empty",
    status: 409,
  });
  await put("b.txt", "two");
  await remove("a.txt");
  await remove("b.txt");
  await removeBucket();
  await expect(call(headBucket, { Bucket: "photos" })).rejects.toMatchObject({ code: "NotFound" });
  expect((await call(listBuckets, {})).Buckets).toEqual([]);
  await create();
  expect(await keys()).toEqual([]);
  expect(await totals()).toEqual({ objects: 0, bytes: 0 });
});

test("a deleted bucket leaves no row behind", async () => {
  const { call, store, root, put, delete: removeObject, remove } = await createBucketWorld();
  const { id } = await call(describeBucket, { Bucket: "photos" });
  await put("a.txt", "one");
  await removeObject("a.txt");
  await remove();
  const own = `${await root()}/s3/000000000000/us-east-1/photos/${id}`;
  for (const partition of [`${await root()}/s3/buckets`, `${await root()}/s3/000000000000/buckets`, `${own}/gates`]) {
    expect(await store.query({ table: "plain", partition, limit: 10 })).toEqual([]);
  }
  expect(await store.totals({ table: "plain", partition: own, sort: "totals" })).toEqual({});
});

test("a bucket whose objects can be locked has versions", async () => {
  const { call } = emptyWorld();
  await call(createBucket, { Bucket: "locked", ObjectLockEnabledForBucket: true });
  expect(await call(getBucketVersioning, { Bucket: "locked" })).toEqual({ Status: "Enabled" });
});

import { expect, test } from "vitest";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { headBucket } from "../../../shared/services/s3/operations/head-bucket.ts";
import { headObject } from "../../../shared/services/s3/operations/head-object.ts";
import { putBucketAbac } from "../../../shared/services/s3/operations/put-bucket-abac.ts";
import { putBucketPolicy } from "../../../shared/services/s3/operations/put-bucket-policy.ts";
import { putBucketTagging } from "../../../shared/services/s3/operations/put-bucket-tagging.ts";
import { CountingTableStore } from "../../support/counting-table-store.ts";
import { createBucketWorld } from "./bucket.ts";

const Bucket = "photos";
const account = "111122223333";
const friend = { account, principal: { kind: "account", account } } as const;

async function taggedWorld() {
  let counted: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counted = new CountingTableStore(store);
    return counted;
  };
  const world = await createBucketWorld({ wrapStore });
  const { call } = world;
  await world.put("a", "x");
  return {
    ...world,
    gets: async () => (await counted?.cost(() => world.head("a")))?.gets,
    abac: (Status: "Enabled" | "Disabled") => call(putBucketAbac, { Bucket, AbacStatus: { Status } }),
    tag: (team: string) => call(putBucketTagging, { Bucket, Tagging: { TagSet: [{ Key: "team", Value: team }] } }),
    policy: (Effect: "Allow" | "Deny", condition: string) => {
      const Condition = { StringEquals: { [condition]: "blue" } };
      const Resource = [`arn:aws:s3:::${Bucket}`, `arn:aws:s3:::${Bucket}/*`];
      const Statement = { Effect, Principal: { AWS: account }, Action: "s3:*", Resource, Condition };
      return call(putBucketPolicy, { Bucket, Policy: JSON.stringify({ Statement }) });
    },
    tries: () =>
      Promise.all([
        call(headBucket, { Bucket }, friend).then(
          () => "ok",
          (error) => error.code,
        ),
        call(headObject, { Bucket, Key: "a" }, friend).then(
          () => "ok",
          (error) => error.code,
        ),
      ]),
  };
}

test.each(["aws:ResourceTag/team", "s3:BucketTag/team"])(
  "a policy may ask for a bucket's tags by %s once its owner lets it",
  async (condition) => {
    const { abac, tag, policy, tries } = await taggedWorld();
    await policy("Allow", condition);
    await tag("blue");
    const refused = ["AccessDenied", "AccessDenied"];
    expect(await tries()).toEqual(refused);
    await abac("Enabled");
    expect(await tries()).toEqual(["ok", "ok"]);
    await tag("red");
    expect(await tries()).toEqual(refused);
    await tag("blue");
    await abac("Disabled");
    expect(await tries()).toEqual(refused);
  },
);

test("tags are read where a policy asks for them, and nowhere else", async () => {
  const { abac, tag, policy, gets } = await taggedWorld();
  await tag("blue");
  await abac("Enabled");
  await policy("Allow", "aws:PrincipalAccount");
  const plain = (await gets()) ?? 0;
  await policy("Allow", "aws:ResourceTag/team");
  expect(await gets()).toBe(plain + 2);
  await abac("Disabled");
  expect(await gets()).toBe(plain + 1);
});

import { describe, expect, test } from "vitest";
import type { Principal } from "../../../shared/core/context.ts";
import { ServiceError } from "../../../shared/core/errors.ts";
import { canonicalUserId } from "../../../shared/core/policy/canonical-user.ts";
import type { TableStore } from "../../../shared/ports/table-store.ts";
import { getObject } from "../../../shared/services/s3/operations/get-object.ts";
import { getObjectAcl } from "../../../shared/services/s3/operations/get-object-acl.ts";
import { headObject } from "../../../shared/services/s3/operations/head-object.ts";
import { putBucketOwnershipControls } from "../../../shared/services/s3/operations/put-bucket-ownership-controls.ts";
import { putBucketPolicy } from "../../../shared/services/s3/operations/put-bucket-policy.ts";
import { putObject } from "../../../shared/services/s3/operations/put-object.ts";
import { putObjectAcl } from "../../../shared/services/s3/operations/put-object-acl.ts";
import { putPublicAccessBlock } from "../../../shared/services/s3/operations/put-public-access-block.ts";
import { CountingTableStore } from "../../support/counting-table-store.ts";
import { createBucketWorld } from "./bucket.ts";

/* Who may do what with an object: its owner, its list, the bucket's policy and its owner, all at once. Costs in rows read. */

const Bucket = "photos";
const OWNER = "000000000000";
const FRIEND = "222222222222";
const as = (account: string, arn?: string) => {
  const principal: Principal = { kind: "account", account, ...(arn === undefined ? {} : { arn }) };
  return { account, principal };
};
const NOBODY = { principal: { kind: "anonymous" } as const };
const ROLE = as(FRIEND, `arn:aws:sts::${FRIEND}:assumed-role/reader/ada`);

async function listedWorld(ObjectOwnership: "ObjectWriter" | "BucketOwnerPreferred" = "ObjectWriter") {
  let counted: CountingTableStore | undefined;
  const wrapStore = (store: TableStore) => {
    counted = new CountingTableStore(store);
    return counted;
  };
  const world = await createBucketWorld({ wrapStore });
  const { call } = world;
  await call(putBucketOwnershipControls, { Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } });
  await call(putPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: {} });
  return {
    ...world,
    allow: (Action: string, Principal: object | string = { AWS: FRIEND }) => {
      const Resource = `arn:aws:s3:::${Bucket}/*`;
      const Statement = { Effect: "Allow", Principal, Action, Resource };
      return call(putBucketPolicy, { Bucket, Policy: JSON.stringify({ Statement }) });
    },
    /** The code of the refusal, or "ok". */
    async tries(Key: string, who: object): Promise<string> {
      try {
        await call(headObject, { Bucket, Key }, who);
        return "ok";
      } catch (error) {
        if (error instanceof ServiceError) return error.code;
        throw error;
      }
    },
    reads: async (work: () => Promise<unknown>) => {
      const cost = await counted?.cost(work);
      return (cost?.gets ?? 0) + (cost?.queried ?? 0);
    },
  };
}

describe("an object of the bucket's own", () => {
  test.each([
    [{}, ["AccessDenied", "AccessDenied", "AccessDenied"]],
    [{ ACL: "public-read" }, ["ok", "ok", "ok"]],
    [{ ACL: "authenticated-read" }, ["ok", "ok", "AccessDenied"]],
    [{ GrantRead: `id=${canonicalUserId(FRIEND)}` }, ["ok", "ok", "AccessDenied"]],
    [{ GrantFullControl: `id="${canonicalUserId(FRIEND)}"` }, ["ok", "ok", "AccessDenied"]],
    [{ GrantReadACP: `id=${canonicalUserId(FRIEND)}` }, ["AccessDenied", "AccessDenied", "AccessDenied"]],
    [{ ACL: "aws-exec-read" }, ["AccessDenied", "AccessDenied", "AccessDenied"]],
  ] as const)("with %j: an account, a role of it and nobody get %j", async (list, answers) => {
    const { put, tries } = await listedWorld();
    await put("a", "x", list);
    const got = [await tries("a", as(FRIEND)), await tries("a", ROLE), await tries("a", NOBODY)];
    expect(got).toEqual(answers);
    expect(await tries("a", as(OWNER))).toBe("ok");
  });

  test("is the bucket owner's to read even with a list that leaves him out", async () => {
    const { put, tries, call } = await listedWorld();
    await put("a", "x", { GrantRead: `id=${canonicalUserId(FRIEND)}` });
    expect(await tries("a", as(OWNER))).toBe("ok");
    const { Grants } = await call(getObjectAcl, { Bucket, Key: "a" });
    expect(Grants?.map(({ Permission }) => Permission)).toEqual(["READ"]);
    await call(putObjectAcl, { Bucket, Key: "a", ACL: "private" });
    expect(await tries("a", as(FRIEND))).toBe("AccessDenied");
  });
});

describe("an object of another account's", () => {
  const uploaded = async (ownership?: "BucketOwnerPreferred", more: object = {}) => {
    const world = await listedWorld(ownership);
    await world.allow("s3:PutObject");
    await world.call(putObject, { Bucket, Key: "a", ...more }, as(FRIEND));
    return world;
  };

  test("opens to its owner and to whom its list names, and to the bucket's owner only so", async () => {
    const { tries, call } = await uploaded();
    expect([await tries("a", ROLE), await tries("a", as(OWNER))]).toEqual(["ok", "AccessDenied"]);
    await call(putObjectAcl, { Bucket, Key: "a", ACL: "bucket-owner-read" }, as(FRIEND));
    expect([await tries("a", as(FRIEND)), await tries("a", as(OWNER))]).toEqual(["ok", "ok"]);
    const { Owner } = await call(getObjectAcl, { Bucket, Key: "a" }, as(FRIEND));
    expect(Owner?.ID).toBe(canonicalUserId(FRIEND));
  });

  test("is given to nobody by the bucket's policy", async () => {
    const { tries, allow } = await uploaded();
    await allow("s3:GetObject", "*");
    expect([await tries("a", NOBODY), await tries("a", as("333333333333"))]).toEqual(["AccessDenied", "AccessDenied"]);
    expect(await tries("a", as(FRIEND))).toBe("ok");
  });

  test("changes hands with bucket-owner-full-control where that is preferred, and with nothing else", async () => {
    const { tries } = await uploaded("BucketOwnerPreferred", { ACL: "bucket-owner-full-control" });
    expect([await tries("a", as(OWNER)), await tries("a", as(FRIEND))]).toEqual(["ok", "AccessDenied"]);
    const kept = await uploaded("BucketOwnerPreferred", { ACL: "bucket-owner-read" });
    expect([await kept.tries("a", as(OWNER)), await kept.tries("a", as(FRIEND))]).toEqual(["ok", "ok"]);
  });

  test("may be copied over itself by who may read it, and is the copier's then", async () => {
    const { tries, copy } = await uploaded(undefined, { ACL: "bucket-owner-full-control" });
    await copy(`${Bucket}/a`, "a", { MetadataDirective: "REPLACE" });
    expect([await tries("a", as(OWNER)), await tries("a", as(FRIEND))]).toEqual(["ok", "AccessDenied"]);
  });
});

test("lists cost the bucket's own account nothing, and a stranger a row for each thing that is configured", async () => {
  const { reads, put, get, head, call } = await listedWorld();
  await put("a", "x");
  await put("public", "x", { ACL: "public-read" });
  let store: CountingTableStore | undefined;
  const bare = await createBucketWorld({
    wrapStore: (inner) => {
      store = new CountingTableStore(inner);
      return store;
    },
  });
  await bare.put("a", "x");
  const costOf = async (work: () => Promise<unknown>) => {
    const cost = await store?.cost(work);
    return (cost?.gets ?? 0) + (cost?.queried ?? 0);
  };
  expect(await reads(() => get("a"))).toBe(await costOf(() => bare.get("a")));
  expect(await reads(() => get("public"))).toBe(await costOf(() => bare.get("a")));
  expect(await reads(() => head("a"))).toBe(await costOf(() => bare.head("a")));
  expect(await reads(() => put("a", "y"))).toBe(await costOf(() => bare.put("a", "y")));
  const owners = await reads(() => get("public"));
  const strangers = await reads(async () => {
    const { Body } = await call(getObject, { Bucket, Key: "public" }, NOBODY);
    for await (const _ of Body);
  });
  // Ownership and the public access block, each at most twice.
  expect(strangers - owners).toBeLessThanOrEqual(4);
});

import {
  CreateBucketCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  type Grant,
  type ObjectOwnership,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../../shared/core/policy/canonical-user.ts";
import { startTestServer } from "../../api/support/server.ts";
import { clientOptions, refusalOf } from "./clients.ts";

export const OWNER = "111111111111";
export const FRIEND = "222222222222";
export const OTHER = "333333333333";
export const [OWNERS_ID, FRIENDS_ID] = [canonicalUserId(OWNER), canonicalUserId(FRIEND)];
/** How S3 names who does not sign. */
export const NOBODYS_ID = "65a011a29cdf8ec533ec3d1ccaae921c";
export const DENIED = "403 AccessDenied";

/** Three accounts and nobody in particular, and buckets of the first in which lists count. Signatures are verified. */
export async function startSharedBuckets() {
  const server = await startTestServer({
    accessKeys: new Map([OWNER, FRIEND, OTHER].map((account) => [account, "secret"])),
  });
  const clientOf = (account: string) => new S3Client(clientOptions(server, { account }));
  const [owner, friend, other] = [clientOf(OWNER), clientOf(FRIEND), clientOf(OTHER)];
  const own = (Bucket: string, ObjectOwnership: ObjectOwnership) =>
    owner.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership }] } }));
  const block = (Bucket: string, PublicAccessBlockConfiguration: object) =>
    owner.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
  let made = 0;
  return {
    server,
    owner,
    friend,
    other,
    own,
    block,
    /** Nothing is blocked in it. */
    async bucketWith(ObjectOwnership: ObjectOwnership = "ObjectWriter"): Promise<string> {
      made += 1;
      const Bucket = `listed-${made}`;
      await owner.send(new CreateBucketCommand({ Bucket, ObjectOwnership }));
      await block(Bucket, {});
      return Bucket;
    },
    /** For the friend, where a statement names nobody else. */
    async allow(Bucket: string, ...statements: readonly object[]): Promise<void> {
      const Statement = statements.map((statement) => ({ Effect: "Allow", Principal: { AWS: FRIEND }, ...statement }));
      await owner.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify({ Statement }) }));
    },
    put: (Bucket: string, Key: string, more: object = {}, client = owner) =>
      client.send(new PutObjectCommand({ Bucket, Key, Body: Key, ...more })),
    get: (Bucket: string, Key: string, client = friend) => client.send(new GetObjectCommand({ Bucket, Key })),
    async textOf(Bucket: string, Key: string, client = friend) {
      return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
    },
    aclOf: (Bucket: string, Key: string, client = owner) => client.send(new GetObjectAclCommand({ Bucket, Key })),
    anonymously: (Bucket: string, path: string, init?: RequestInit) => fetch(`${server.url}/${Bucket}${path}`, init),
    async close() {
      for (const client of [owner, friend, other]) client.destroy();
      await server.close();
    },
  };
}

/** `403 AccessDenied` */
export async function refused(call: Promise<unknown>): Promise<string> {
  const { name, status } = await refusalOf(call);
  return `${status} ${name}`;
}

export function grant(ID: string, Permission: Grant["Permission"]) {
  return { Grantee: { Type: "CanonicalUser" as const, ID }, Permission };
}

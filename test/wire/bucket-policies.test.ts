import {
  CreateBucketCommand,
  DeleteBucketPolicyCommand,
  DeleteObjectsCommand,
  DeletePublicAccessBlockCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutBucketAclCommand,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../api/support/server.ts";
import { errorOf } from "./support/calls.ts";
import { clientOptions, refusalOf } from "./support/clients.ts";

/* Signatures are verified here, so whoever does not sign is nobody. */

const OWNER = "111111111111";
const FRIEND = "222222222222";
const Bucket = "shared-bucket";
const BUCKET = `arn:aws:s3:::${Bucket}`;
const EVERYTHING = `${BUCKET}/*`;

let server: TestServer;
let owner: S3Client;
let friend: S3Client;
beforeAll(async () => {
  const accessKeys = new Map([OWNER, FRIEND].map((account) => [account, "secret"]));
  server = await startTestServer({ accessKeys });
  owner = new S3Client(clientOptions(server, { account: OWNER }));
  friend = new S3Client(clientOptions(server, { account: FRIEND }));
  await owner.send(new CreateBucketCommand({ Bucket }));
  await owner.send(new DeletePublicAccessBlockCommand({ Bucket }));
  await owner.send(new PutObjectCommand({ Bucket, Key: "open/a", Body: "a", Tagging: "colour=blue" }));
  await owner.send(new PutObjectCommand({ Bucket, Key: "shut/a", Body: "a" }));
});
beforeEach(() => owner.send(new DeleteBucketPolicyCommand({ Bucket })));
afterAll(async () => {
  owner.destroy();
  friend.destroy();
  await server.close();
});

type Statement = Readonly<Record<string, unknown>>;

async function policy(...statements: readonly Statement[]): Promise<void> {
  const Statement = statements.map((statement) => ({ Effect: "Allow", Principal: { AWS: FRIEND }, ...statement }));
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await owner.send(new PutBucketPolicyCommand({ Bucket, Policy }));
}

const get = (Key: string, client = friend) => client.send(new GetObjectCommand({ Bucket, Key }));
const list = (more: object = {}) => friend.send(new ListObjectsV2Command({ Bucket, ...more }));
const refused = async (call: Promise<unknown>) => (await refusalOf(call)).name;

describe("another account", () => {
  test("gets nothing without a policy", async () => {
    expect(await refusalOf(get("open/a"))).toMatchObject({
      name: "AccessDenied",
      message: "Access Denied",
      status: 403,
    });
    expect(await refused(list())).toBe("AccessDenied");
    expect(await refused(friend.send(new GetBucketPolicyCommand({ Bucket })))).toBe("AccessDenied");
  });

  test("gets what the policy lets it, and no more", async () => {
    await policy({ Action: "s3:GetObject", Resource: `${BUCKET}/open/*` });
    expect(await (await get("open/a")).Body?.transformToString()).toBe("a");
    expect(await refused(get("shut/a"))).toBe("AccessDenied");
    expect(await refused(friend.send(new PutObjectCommand({ Bucket, Key: "open/b" })))).toBe("AccessDenied");
  });

  test("may not learn what is not there unless it may list", async () => {
    await policy({ Action: "s3:GetObject", Resource: EVERYTHING });
    expect(await refused(get("nothing"))).toBe("AccessDenied");
    await policy({ Action: ["s3:GetObject", "s3:ListBucket"], Resource: [BUCKET, EVERYTHING] });
    expect(await refused(get("nothing"))).toBe("NoSuchKey");
  });

  test("lists under the prefix that the policy names", async () => {
    const Condition = { StringEquals: { "s3:prefix": "open/" }, NumericLessThanEquals: { "s3:max-keys": "10" } };
    await policy({ Action: "s3:ListBucket", Resource: BUCKET, Condition });
    expect((await list({ Prefix: "open/", MaxKeys: 10 })).Contents?.map(({ Key }) => Key)).toEqual(["open/a"]);
    expect(await refused(list({ Prefix: "open/", MaxKeys: 11 }))).toBe("AccessDenied");
    expect(await refused(list({ Prefix: "shut/", MaxKeys: 10 }))).toBe("AccessDenied");
  });

  test("reads by the tags that objects have", async () => {
    const Condition = { StringEquals: { "s3:ExistingObjectTag/colour": "blue" } };
    await policy({ Action: "s3:GetObject", Resource: EVERYTHING, Condition });
    expect((await get("open/a")).ContentLength).toBe(1);
    expect(await refused(get("shut/a"))).toBe("AccessDenied");
  });

  test("writes with the headers that the policy asks for", async () => {
    const Condition = { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control" } };
    await policy({ Action: "s3:PutObject", Resource: EVERYTHING, Condition });
    const put = { Bucket, Key: "open/written", Body: "b" };
    expect(await refused(friend.send(new PutObjectCommand(put)))).toBe("AccessDenied");
    await friend.send(new PutObjectCommand({ ...put, ACL: "bucket-owner-full-control" }));
    expect((await get("open/written", owner)).ContentLength).toBe(1);
  });

  test("tags what it writes only if it may tag", async () => {
    const put = { Bucket, Key: "open/tagged", Body: "b", Tagging: "a=b" };
    await policy({ Action: "s3:PutObject", Resource: EVERYTHING });
    expect(await refused(friend.send(new PutObjectCommand(put)))).toBe("AccessDenied");
    const Condition = { StringEquals: { "s3:RequestObjectTag/a": "b" } };
    await policy({ Action: ["s3:PutObject", "s3:PutObjectTagging"], Resource: EVERYTHING, Condition });
    await friend.send(new PutObjectCommand(put));
    expect(await refused(friend.send(new PutObjectCommand({ ...put, Tagging: "a=c" })))).toBe("AccessDenied");
  });

  test("deletes many as far as it may", async () => {
    await policy({ Action: "s3:DeleteObject", Resource: `${BUCKET}/open/*` });
    const Objects = [{ Key: "open/nothing" }, { Key: "shut/a" }];
    const { Deleted, Errors } = await friend.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }));
    expect(Deleted).toEqual([{ Key: "open/nothing" }]);
    expect(Errors).toMatchObject([{ Key: "shut/a", Code: "AccessDenied", Message: "Access Denied" }]);
  });

  test("is let in by an access control list too", async () => {
    const OwnershipControls = { Rules: [{ ObjectOwnership: "ObjectWriter" as const }] };
    await owner.send(new PutBucketOwnershipControlsCommand({ Bucket, OwnershipControls }));
    await owner.send(new PutBucketAclCommand({ Bucket, ACL: "public-read" }));
    expect((await list()).KeyCount).toBeGreaterThan(0);
    await owner.send(new PutBucketAclCommand({ Bucket, ACL: "private" }));
    expect(await refused(list())).toBe("AccessDenied");
  });
});

describe("the owner", () => {
  test("is kept out by a Deny, but not from the policy itself", async () => {
    await policy({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [BUCKET, EVERYTHING] });
    const error = await refusalOf(get("open/a", owner));
    expect(error).toMatchObject({ name: "AccessDenied", status: 403 });
    expect(error.message).toBe(
      `User: arn:aws:iam::${OWNER}:root is not authorized to perform: s3:GetObject on resource: "${BUCKET}/open/a" with an explicit deny in a resource-based policy`,
    );
    expect(JSON.parse((await owner.send(new GetBucketPolicyCommand({ Bucket }))).Policy ?? "").Version).toBe(
      "2012-10-17",
    );
    await owner.send(new DeleteBucketPolicyCommand({ Bucket }));
    expect((await get("open/a", owner)).ContentLength).toBe(1);
  });

  test("is told whether the policy is public", async () => {
    const status = async () => (await owner.send(new GetBucketPolicyStatusCommand({ Bucket }))).PolicyStatus?.IsPublic;
    expect(await refused(status())).toBe("NoSuchBucketPolicy");
    await policy({ Action: "s3:GetObject", Resource: EVERYTHING });
    expect(await status()).toBe(false);
    await policy({ Principal: "*", Action: "s3:GetObject", Resource: EVERYTHING });
    expect(await status()).toBe(true);
  });
});

describe("anybody", () => {
  const anonymously = (path = "/open/a", init: RequestInit = {}) => fetch(`${server.url}/${Bucket}${path}`, init);

  test("gets nothing without a policy, and what a public one allows", async () => {
    expect(await errorOf(await anonymously())).toEqual({ status: 403, Code: "AccessDenied", Message: "Access Denied" });
    await policy({ Principal: "*", Action: "s3:GetObject", Resource: EVERYTHING });
    expect(await (await anonymously()).text()).toBe("a");
    expect((await anonymously("/open/a", { method: "DELETE" })).status).toBe(403);
    expect((await anonymously("?list-type=2")).status).toBe(403);
    expect((await fetch(server.url, { headers: { authorization: "" } })).status).not.toBe(500);
  });

  test("may not choose the headers of an answer, and is told where the bucket is", async () => {
    await policy({ Principal: "*", Action: "s3:GetObject", Resource: EVERYTHING });
    const answer = await errorOf(await anonymously("/open/a?response-content-type=text/html"));
    expect(answer).toMatchObject({ status: 400, Code: "InvalidRequest" });
    const head = await anonymously("", { method: "HEAD" });
    expect([head.status, head.headers.get("x-amz-bucket-region")]).toEqual([403, "us-east-1"]);
  });

  test("is shut out by the public access block, whatever the policy says", async () => {
    await policy({ Principal: "*", Action: "s3:GetObject", Resource: EVERYTHING });
    const block = (settings: object) =>
      owner.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration: settings }));
    await block({ RestrictPublicBuckets: true });
    expect((await anonymously()).status).toBe(403);
    expect(await refused(get("open/a"))).toBe("AccessDenied");
    expect((await get("open/a", owner)).ContentLength).toBe(1);
    await block({ BlockPublicPolicy: true });
    expect((await anonymously()).status).toBe(200);
    const error = await refusalOf(policy({ Principal: "*", Action: "s3:GetObject", Resource: EVERYTHING }));
    expect(error).toMatchObject({ name: "AccessDenied", status: 403 });
    expect(error.message).toMatch(/BlockPublicPolicy/);
    await policy({ Action: "s3:GetObject", Resource: EVERYTHING });
    await owner.send(new DeletePublicAccessBlockCommand({ Bucket }));
  });
});

describe("a policy is refused", () => {
  test.each<[string, string, object | string]>([
    ["without JSON", "Policies must be valid JSON and the first byte must be '{'", "hello"],
    ["for another bucket", "Policy has invalid resource", { Action: "s3:GetObject", Resource: "arn:aws:s3:::other/*" }],
    ["with a misspelt action", "Policy has invalid action", { Action: "s3:GetObjects", Resource: EVERYTHING }],
    ["with another service's action", "Policy has invalid action", { Action: "sqs:*", Resource: EVERYTHING }],
    [
      "whose action is for objects and whose resource is the bucket",
      "Action does not apply to any resource(s) in statement",
      { Action: "s3:GetObject", Resource: BUCKET },
    ],
    [
      "whose action is for the bucket and whose resource are its objects",
      "Action does not apply to any resource(s) in statement",
      { Action: ["s3:GetObject", "s3:ListBucket"], Resource: EVERYTHING },
    ],
    ["without a resource", "Missing required field Resource", { Action: "s3:GetObject" }],
    [
      "with a condition key that one of its actions has not",
      "Conditions do not apply to combination of actions and resources in statement",
      {
        Action: ["s3:ListBucket", "s3:GetObject"],
        Resource: [BUCKET, EVERYTHING],
        Condition: { StringLike: { "s3:prefix": "home/*" } },
      },
    ],
    [
      "with a condition key that nothing has",
      "Policy has an invalid condition key",
      { Action: "s3:ListBucket", Resource: BUCKET, Condition: { StringEquals: { "s3:prefixes": "home/" } } },
    ],
    [
      "of more than 20 KB",
      "Policy exceeds the maximum allowed document size.",
      { Action: "s3:GetObject", Resource: Array.from({ length: 600 }, (_, index) => `${EVERYTHING}${index}/long`) },
    ],
  ])("%s", async (_name, message, given) => {
    const Statement = typeof given === "string" ? undefined : [{ Effect: "Allow", Principal: "*", ...given }];
    const Policy = Statement ? JSON.stringify({ Version: "2012-10-17", Statement }) : String(given);
    const error = await refusalOf(owner.send(new PutBucketPolicyCommand({ Bucket, Policy })));
    expect(error).toMatchObject({ name: "MalformedPolicy", message, status: 400 });
  });
});

test("versioning asks for an action of its own", async () => {
  await policy({ Action: "s3:PutBucketVersioning", Resource: BUCKET });
  const VersioningConfiguration = { Status: "Suspended" as const };
  await friend.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
});

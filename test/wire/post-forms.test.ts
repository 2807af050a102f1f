import { CreateBucketCommand, GetObjectCommand, HeadObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf, textAt, xmlOf } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";
import { signPolicyV2 } from "./support/post-policy.ts";
import { recordedError } from "./support/recorded.ts";

/* Forms as browsers post them, made by AWS's own library; signatures are verified. */

const ACCOUNT = "111111111111";
const Bucket = "form-bucket";
const server = sharedServer({ accessKeys: new Map([[ACCOUNT, "secret"]]) });
const client = new S3Client(clientOptions(server, { account: ACCOUNT }));
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

const URL_OF = () => `${server.url}/${Bucket}`;

async function form(Key: string, options: Partial<PresignedPostOptions> = {}): Promise<Record<string, string>> {
  // Two copies of AWS's client with one shape: the library brings its own.
  const made = await createPresignedPost(client as never, { Bucket, Key, ...options });
  return made.fields;
}

async function post(fields: Record<string, string>, content: string | Blob, name = "cat.txt"): Promise<Response> {
  const data = new FormData();
  for (const [field, value] of Object.entries(fields)) data.append(field, value);
  data.append("file", typeof content === "string" ? new Blob([content], { type: "text/plain" }) : content, name);
  return fetch(URL_OF(), { method: "POST", body: data, redirect: "manual" });
}

async function textOf(Key: string): Promise<string | undefined> {
  return (await client.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString();
}

describe("a signed form", () => {
  test("stores its file and answers 204 with ETag and Location", async () => {
    const answer = await post(await form("plain"), "hello");
    expect(answer.status).toBe(204);
    expect(answer.headers.get("etag")).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(answer.headers.get("location")).toBe(`${URL_OF()}/plain`);
    expect(await textOf("plain")).toBe("hello");
  });

  test("puts the file's name where the key leaves room for it", async () => {
    const answer = await post(await form("uploads/$" + "{filename}"), "x", "C:\\pictures\\my cat.jpg");
    expect(answer.status).toBe(204);
    expect(await textOf("uploads/my cat.jpg")).toBe("x");
  });

  test("answers a document, a plain 200 or another page, as it asks", async () => {
    const with201 = { Fields: { success_action_status: "201" }, Conditions: [{ success_action_status: "201" }] };
    const created = await post(await form("a&b", with201), "x");
    expect(created.status).toBe(201);
    const root = xmlOf(await created.text());
    expect(root.name).toBe("PostResponse");
    const elements = ["Location", "Bucket", "Key", "ETag"].map((name) => textAt(root, name));
    expect(elements).toEqual([`${URL_OF()}/a%26b`, Bucket, "a&b", '"9dd4e461268c8034f5c8564e155c67a6"']);
    const success_action_redirect = "http://localhost:3000/done?x=1";
    const redirect = { Fields: { success_action_redirect }, Conditions: [{ success_action_redirect }] };
    const moved = await post(await form("b", redirect), "x");
    expect(moved.status).toBe(303);
    expect(moved.headers.get("location")).toBe(
      `${success_action_redirect}&bucket=${Bucket}&key=b&etag=%229dd4e461268c8034f5c8564e155c67a6%22`,
    );
  });

  test("carries metadata, headers, tags and a checksum", async () => {
    const Fields = {
      "x-amz-meta-test-1": "one",
      "Content-Type": "text/plain",
      "Cache-Control": "no-cache",
      tagging: "<Tagging><TagSet><Tag><Key>k</Key><Value>v + w</Value></Tag></TagSet></Tagging>",
      "x-amz-checksum-crc32": "NhCmhg==",
    };
    const Conditions = Object.entries(Fields).map(([name, value]) => ({ [name]: value }));
    const answer = await post(await form("described", { Fields, Conditions }), "hello");
    expect(await answer.text()).toBe("");
    const head = await client.send(new HeadObjectCommand({ Bucket, Key: "described", ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({
      Metadata: { "test-1": "one" },
      ContentType: "text/plain",
      CacheControl: "no-cache",
      ChecksumCRC32: "NhCmhg==",
    });
    const wrong = { Fields: { ...Fields, "x-amz-checksum-crc32": "AAAAAA==" }, Conditions: Conditions.slice(0, -1) };
    const refused = await post(
      await form("wrong", { ...wrong, Conditions: [...wrong.Conditions, { "x-amz-checksum-crc32": "AAAAAA==" }] }),
      "hello",
    );
    expect(await errorOf(refused)).toMatchObject({ status: 400, Code: "BadDigest" });
  });

  test("of a large file streams, byte for byte", async () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7919) % 256));
    // What looks like the end of the part, and isn't.
    const content = Buffer.concat([bytes, Buffer.from("\r\n------"), bytes]);
    expect((await post(await form("large"), new Blob([content]))).status).toBe(204);
    const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: "large" }));
    expect(Buffer.from((await Body?.transformToByteArray()) ?? []).equals(content)).toBe(true);
  });

  test("of version 2 is verified too", async () => {
    const policy = { expiration: "2100-01-01T00:00:00Z", conditions: [{ bucket: Bucket }, { key: "old-way" }] };
    const fields = { key: "old-way", ...signPolicyV2(policy, { accessKeyId: ACCOUNT, secret: "secret" }) };
    expect((await post(fields, "v2")).status).toBe(204);
    expect(await textOf("old-way")).toBe("v2");
    const forged = await errorOf(await post({ ...fields, Signature: "AAAA" }, "v2"));
    expect(forged).toMatchObject({ status: 403, Code: "SignatureDoesNotMatch", SignatureProvided: "AAAA" });
  });
});

describe("a form is refused", () => {
  const refusal = async (fields: Record<string, string>, content = "hello") => errorOf(await post(fields, content));

  test("when it holds what its policy does not", async () => {
    const fields = await form("a");
    expect(await refusal({ ...fields, "x-amz-meta-more": "1" })).toMatchObject({
      status: 403,
      Code: "AccessDenied",
      Message: "Invalid according to Policy: Extra input fields: x-amz-meta-more",
    });
    expect(await refusal({ ...fields, key: "b" })).toMatchObject({
      Message: 'Invalid according to Policy: Policy Condition failed: ["eq", "$key", "a"]',
    });
  });

  test("when its file is smaller or larger than its policy allows", async () => {
    const fields = await form("a", { Conditions: [["content-length-range", 5, 10]] });
    expect(await refusal(fields, "a".repeat(12))).toMatchObject({
      status: 400,
      Code: "EntityTooLarge",
      ProposedSize: "12",
      MaxSizeAllowed: "10",
    });
    expect(await refusal(fields, "a")).toMatchObject({
      Code: "EntityTooSmall",
      ProposedSize: "1",
      MinSizeAllowed: "5",
    });
    expect((await post(fields, "a".repeat(10))).status).toBe(204);
    expect(await server.blobs()).not.toContain(undefined);
  });

  test("when its policy is over, or not the one that was signed", async () => {
    const fields = await form("a", { Expires: -10 });
    expect(await refusal(fields)).toMatchObject({ Message: "Invalid according to Policy: Policy expired." });
    const Policy = Buffer.from("{}").toString("base64");
    expect(await refusal({ ...fields, Policy })).toMatchObject({ status: 403, Code: "SignatureDoesNotMatch" });
  });

  test("when fields are missing", async () => {
    const { "X-Amz-Algorithm": _, ...rest } = await form("a");
    const message = (field: string) =>
      `Bucket POST must contain a field named '${field}'.  If it is specified, please check the order of the fields.`;
    expect(await refusal(rest)).toMatchObject({ Code: "InvalidArgument", Message: message("X-Amz-Algorithm") });
    expect(await refusal({ key: "a" })).toMatchObject({ status: 403, Code: "AccessDenied", Message: "Access Denied" });
    const noFile = new FormData();
    noFile.append("key", "a");
    const answer = await fetch(URL_OF(), { method: "POST", body: noFile });
    expect(await errorOf(answer)).toMatchObject({ Code: "IncorrectNumberOfFilesInPostRequest" });
  });

  test("when it is no form", async () => {
    const send = (type: string, body: string) =>
      fetch(URL_OF(), { method: "POST", headers: { "content-type": type }, body });
    expect(await errorOf(await send("text/html; charset=UTF-8", "x"))).toMatchObject({
      status: 412,
      Code: "PreconditionFailed",
      Condition: "Bucket POST must be of the enclosure-type multipart/form-data",
    });
    for (const [type, body] of [
      ["multipart/form-data", "x"],
      ["multipart/form-data; boundary=b", "nothing"],
      ["multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\ncut off'],
      ["multipart/form-data; boundary=b", "--bxx"],
    ] as const) {
      expect(await errorOf(await send(type, body))).toMatchObject({ status: 400, Code: "MalformedPOSTRequest" });
    }
    const long = await post({ key: "a".repeat(30_000) }, "x");
    expect(await errorOf(long)).toMatchObject({ Code: "MaxPostPreDataLengthExceeded" });
  });
});

describe("a form is refused as AWS was recorded to", () => {
  const like = (scenario: string, response: string) => {
    const { status: _, ...error } = recordedError("s3", `TestS3PresignedPost::${scenario}`, response);
    return error;
  };
  const refusal = async (fields: Record<string, string>, content = "hello") => {
    const { status: _, ...error } = await errorOf(await post(fields, content));
    return error;
  };

  test("for its fields", async () => {
    const Conditions = [
      ["starts-with", "$success_action_redirect", "http://localhost"] as ["starts-with", string, string],
    ];
    const redirected = await form("a", { Conditions });
    const starts = "test_post_object_policy_conditions_validation_starts_with";
    const wrong = { ...redirected, success_action_redirect: "http://wrong.example" };
    expect(await refusal(wrong)).toEqual(like(starts, "invalid-condition-starts-with"));
    const casing = { ...redirected, success_action_redirect: "HTTP://localhost" };
    expect(await refusal(casing)).toEqual(like(starts, "invalid-condition-starts-with-casing"));
    const { "X-Amz-Algorithm": _, ...four } = await form("a");
    expect(await refusal(four)).toEqual(like("test_post_request_missing_fields[s3v4]", "exception-missing-fields"));
    const policy = { expiration: "2100-01-01T00:00:00Z", conditions: [{ bucket: Bucket }, { key: "a" }] };
    const { AWSAccessKeyId: __, ...two } = signPolicyV2(policy, { accessKeyId: ACCOUNT, secret: "secret" });
    const missing = like("test_post_request_missing_fields[s3]", "exception-missing-fields");
    expect(await refusal({ key: "a", ...two })).toEqual(missing);
    const unsigned = like("test_post_request_missing_fields[s3]", "exception-no-sig-related-fields");
    expect(await refusal({ key: "a" })).toEqual(unsigned);
  });

  test("for its size", async () => {
    const size = "test_post_object_policy_validation_size";
    const fields = await form("a", { Conditions: [["content-length-range", 5, 10]] });
    expect(await refusal(fields, "a".repeat(12))).toEqual(like(size, "invalid-content-length-too-big"));
    expect(await refusal(fields, "a")).toEqual(like(size, "invalid-content-length-too-small"));
    const none = await form("a", { Conditions: [["content-length-range", "test" as never, 10]] });
    expect(await refusal(none)).toEqual(like(size, "invalid-content-length-wrong-type"));
  });
});

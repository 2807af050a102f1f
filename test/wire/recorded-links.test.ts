import { createHmac } from "node:crypto";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { createPresignedPost } from "@aws-sdk/s3-presigned-post";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { beforeAll, describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { errorOf } from "./support/calls.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { signPolicyV2 } from "./support/post-policy.ts";
import { recorded, recordedError } from "./support/recorded.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Links and forms, their signatures verified, as AWS was recorded to take and to refuse them. */

const ACCOUNT = "111111111111";
const Bucket = "recorded-links";
const server = sharedServer({ accessKeys: new Map([[ACCOUNT, "secret"]]) });
const client = new S3Client({
  ...clientOptions(server, { account: ACCOUNT }),
  requestChecksumCalculation: "WHEN_REQUIRED",
});
const { put, get, head } = objectCalls(client, Bucket);
beforeAll(() => client.send(new CreateBucketCommand({ Bucket })));

const sign = (command: object, more = {}) =>
  getSignedUrl(client as never, command as never, { expiresIn: 60, ...more });
// fetch says text/plain of texts, which was never signed.
const upload = (url: string, content: string, headers: Record<string, string> = {}) =>
  fetch(url, { method: "PUT", body: Buffer.from(content), headers });

/** Of version 2, which signs x-amz headers and the type. */
function signV2(Key: string, amzHeaders: readonly string[]): string {
  const expires = Math.floor(Date.now() / 1000) + 60;
  const text = ["PUT", "", "", expires, ...amzHeaders, `/${Bucket}/${Key}`].join("\n");
  const signature = createHmac("sha1", "secret").update(text, "utf8").digest("base64");
  const query = new URLSearchParams({ AWSAccessKeyId: ACCOUNT, Signature: signature, Expires: String(expires) });
  return `${server.url}/${Bucket}/${Key}?${query}`;
}

/** A refused signature's error, by what its members say: what was calculated varies. */
function expectRefusal(scenario: string, response: string, actual: object): void {
  const { Error: error } = recorded("s3", scenario, response) as { Error: Record<string, string> };
  const { Code, Message, AWSAccessKeyId: _, RequestId: __, HostId: ___, ...varying } = error;
  expect(actual).toMatchObject({ Code, Message, AWSAccessKeyId: ACCOUNT, status: 403 });
  expect(Object.keys(actual)).toEqual(expect.arrayContaining(Object.keys(varying)));
}

describe("a link", () => {
  test("stores what is put to it, and S3 sums it up", async () => {
    const { like } = s3Scenario("TestS3PresignedUrl::test_put_object");
    expect((await upload(await sign(new PutObjectCommand({ Bucket, Key: "my-key" })), "something")).status).toBe(200);
    await like("get_object", get("my-key"));
  });

  test("may carry headers in its query", async () => {
    const { like } = s3Scenario("TestS3PresignedUrl::test_presigned_url_v4_x_amz_in_qs");
    const Metadata = { foo: "bar-complicated-no-random" };
    const url = await sign(new PutObjectCommand({ Bucket, Key: "in-query", Metadata }));
    expect(new URL(url).searchParams.get("x-amz-meta-foo")).toBe(Metadata.foo);
    expect((await upload(url, "123456")).status).toBe(200);
    await like("head-object", head("in-query", { ChecksumMode: "ENABLED" }));
  });

  test("takes from its query what its maker moved there, but for sums and tags", async () => {
    const careful = new S3Client(clientOptions(server, { account: ACCOUNT }));
    const moved = { StorageClass: "GLACIER", Tagging: "a=b" } as const;
    const url = await getSignedUrl(careful as never, new PutObjectCommand({ Bucket, Key: "moved", ...moved }) as never);
    // AWS's library sums up the body that it doesn't have.
    expect(url).toContain("x-amz-checksum-crc32=AAAAAA");
    expect((await upload(url, "something")).status).toBe(200);
    const { StorageClass, TagCount } = await head("moved");
    expect([StorageClass, TagCount]).toEqual(["GLACIER", undefined]);
    const copy = await sign(new CopyObjectCommand({ Bucket, Key: "copied", CopySource: `${Bucket}/my-key` }));
    expect((await fetch(copy, { method: "PUT" })).status).toBe(200);
    expect(await (await get("copied")).Body?.transformToString()).toBe("something");
  });

  test("of version 2 holds to the metadata that was signed", async () => {
    const scenario = "TestS3PresignedUrl::test_put_url_metadata_with_sig_s3[False]";
    const url = signV2("metadata", ["x-amz-meta-foo:bar"]);
    const put = await upload(url, "content 123", { "x-amz-meta-foo": "bar" });
    expect(put.status).toBe(200);
    await s3Scenario(scenario).like("head_object", head("metadata"));
    const other = await upload(url, "content 123", { "x-amz-meta-wrong": "wrong" });
    expectRefusal(scenario, "wrong-meta-headers", await errorOf(other));
  });

  test("of version 2 takes metadata beyond ASCII", async () => {
    const { like } = s3Scenario("TestS3PresignedUrl::test_put_unicode_metadata_with_sig_s3");
    const told = "non-ascii-%E2%80%94_—_é_";
    const headers = { "x-amz-meta-foo": Buffer.from(told, "utf8").toString("latin1") };
    const put = await upload(signV2("unicode", [`x-amz-meta-foo:${told}`]), "", headers);
    expect(await put.text()).toBe("");
    await like("head_object", head("unicode"));
  });
});

test("a GET is answered with these headers", async () => {
  const scenario = "TestS3::test_get_object_content_length_with_virtual_host[False]";
  const { date, server: _, ...told } = recorded("s3", scenario, "get-obj-content-len-headers");
  await put("test", "123");
  const answer = await fetch(await sign(new GetObjectCommand({ Bucket, Key: "test" })));
  const varying = (value: unknown) => (/^<|^last-/.test(String(value)) ? expect.any(String) : value);
  const alike = Object.fromEntries(
    Object.entries({ date: "<date>", ...told }).map(([name, value]) => [name, varying(value)]),
  );
  expect(date).toBeDefined();
  expect(Object.fromEntries(answer.headers)).toMatchObject(alike);
});

describe("a form", () => {
  const post = (fields: Record<string, string>, content: string) => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.append(name, value);
    data.append("file", new Blob([content]), "file");
    return fetch(`${server.url}/${Bucket}`, { method: "POST", body: data });
  };
  const form = async (Key: string, Fields: Record<string, string> = {}) => {
    const Conditions = Object.entries(Fields).map(([name, value]) => ({ [name]: value }));
    return (await createPresignedPost(client as never, { Bucket, Key, Fields, Conditions })).fields;
  };

  test("stores metadata and headers", async () => {
    const { like } = s3Scenario("TestS3PresignedPost::test_post_object_with_metadata");
    const fields = await form("described", {
      "x-amz-meta-test-1": "test-meta-1",
      "x-amz-meta-TEST-2": "test-meta-2",
      "Content-Type": "text/plain",
      Expires: "Mon, 23 Nov 2026 10:00:00 GMT",
    });
    expect((await post(fields, "some file content")).status).toBe(204);
    await like("head-object", head("described"), { except: ["ETag"] });
  });

  test("has a type of its own", async () => {
    const response = "invalid-content-type-error";
    const wrong = recordedError("s3", "TestS3PresignedPost::test_post_object_with_wrong_content_type", response);
    const headers = { "content-type": "text/html; charset=UTF-8" };
    const sent = await fetch(`${server.url}/${Bucket}`, { method: "POST", body: "x", headers });
    expect(await errorOf(sent)).toEqual({ ...wrong, status: 412 });
  });

  test.each(["s3", "s3v4"])("is refused with another policy than the signed one (%s)", async (version) => {
    const policy = { expiration: "2100-01-01T00:00:00Z", conditions: [{ bucket: Bucket }, { key: "other" }] };
    const signed =
      version === "s3v4"
        ? await form("other")
        : { ...signPolicyV2(policy, { accessKeyId: ACCOUNT, secret: "secret" }), key: "other" };
    const name = version === "s3v4" ? "Policy" : "policy";
    const { Policy: _, ...fields } = signed as Record<string, string>;
    const tampered = { ...fields, [name]: Buffer.from("invalid policy").toString("base64") };
    const scenario = `TestS3PresignedPost::test_post_request_malformed_policy[${version}]`;
    expectRefusal(scenario, "exception-policy", await errorOf(await post(tampered, "x")));
  });
});

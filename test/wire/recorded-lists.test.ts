import {
  CreateBucketCommand,
  ListObjectsCommand,
  type ListObjectsRequest,
  ListObjectsV2Command,
  type ListObjectsV2Request,
  S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { sharedServer } from "../api/support/shared-server.ts";
import { clientOptions } from "./support/clients.ts";
import { objectCalls } from "./support/objects.ts";
import { s3Scenario } from "./support/scenario.ts";

/* Lists of objects as AWS was recorded to answer them. */

const server = sharedServer();
const client = new S3Client(clientOptions(server));

async function bucketWith(Bucket: string, ...keys: string[]) {
  await client.send(new CreateBucketCommand({ Bucket }));
  const { put } = objectCalls(client, Bucket);
  for (const key of keys) await put(key, "content 123");
  return {
    v1: (more: Partial<ListObjectsRequest>) =>
      client.send(new ListObjectsCommand({ Bucket, EncodingType: "url", ...more })),
    v2: (more: Partial<ListObjectsV2Request> = {}) =>
      client.send(new ListObjectsV2Command({ Bucket, EncodingType: "url", ...more })),
  };
}

describe("the first version", () => {
  test.each([
    ["[]", ""],
    ["[/]", "/"],
    ["[%2F]", "%2F"],
  ])("with a prefix and the delimiter %s", async (name, Delimiter) => {
    const { like } = s3Scenario(`TestS3ListObjects::test_list_objects_with_prefix${name}`);
    const { v1 } = await bucketWith(`prefixed-${Buffer.from(name).toString("hex")}`, "test/foo/bar/123");
    await like("list-objects", v1({ Prefix: "test/", Delimiter, MaxKeys: 1 }));
  });

  test("with an empty marker", async () => {
    const { like } = s3Scenario("TestS3ListObjects::test_s3_list_objects_empty_marker");
    await like("list-objects", (await bucketWith("empty-marker")).v1({ Marker: "" }));
  });
});

describe("the second version", () => {
  test("with a prefix", async () => {
    const { like } = s3Scenario("TestS3ListObjectsV2::test_list_objects_v2_with_prefix");
    const { v2 } = await bucketWith("v2-prefix", "test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123");
    for (const [index, Prefix] of ["test/", "test/foo", "test/foo/bar"].entries()) {
      await like(`list-objects-v2-${index + 1}`, v2({ Prefix }));
    }
  });

  test("with a prefix and a delimiter", async () => {
    const { like } = s3Scenario("TestS3ListObjectsV2::test_list_objects_v2_with_prefix_and_delimiter");
    const { v2 } = await bucketWith("v2-delimiter", "test/foo/bar/123", "test/foo/bar/456", "test/bar/foo/123");
    const Delimiter = "/";
    await like("list-objects-v2-1", v2({ Prefix: "test/", Delimiter }));
    await like("list-objects-v2-1-with-max-keys", v2({ Prefix: "test/", Delimiter, MaxKeys: 1 }));
    await like("list-objects-v2-2", v2({ Prefix: "test/foo", Delimiter }));
    await like("list-objects-v2-3", v2({ Prefix: "test/foo/bar", Delimiter }));
  });

  test("going on behind a common prefix", async () => {
    const { like } = s3Scenario("TestS3ListObjectsV2::test_list_objects_v2_continuation_common_prefixes");
    const keys = ["folder/aSubfolder/subFile1", "folder/aSubfolder/subFile2", "folder/file1", "folder/file2"];
    const { v2 } = await bucketWith("v2-continued", ...keys);
    await like("list-objects-v2-all-keys", v2());
    const how = { Prefix: "folder/", Delimiter: "/", MaxKeys: 1 };
    const first = await like("list-objects-v2-start", v2(how));
    const ContinuationToken = first.NextContinuationToken;
    const second = await like("list-objects-v2-next-1", v2({ ...how, ContinuationToken }));
    await like("list-objects-v2-end", v2({ ...how, ContinuationToken: second.NextContinuationToken }));
  });

  test("with owners where they are asked for", async () => {
    const { v2 } = await bucketWith("v2-owners", "a");
    expect((await v2({ FetchOwner: true })).Contents?.[0]?.Owner?.ID).toMatch(/^[0-9a-f]{64}$/);
    const optional = await v2({ OptionalObjectAttributes: ["RestoreStatus"] });
    expect(optional.Contents?.[0]).not.toHaveProperty("RestoreStatus");
  });
});

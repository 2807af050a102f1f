import { describe, expect, test } from "vitest";
import { generate } from "../../../scripts/generated-files.ts";
import { loadModel } from "../../../shared/protocols/load-model.ts";
import type { Member, ServiceModel, Structure } from "../../../shared/protocols/model.ts";
import { httpRouter } from "../../../shared/protocols/rest/http-router.ts";
import { createCodec } from "../../../shared/protocols/service-codec.ts";
import { services } from "../../../shared/services/index.ts";
import { wireRequest } from "./support/request.ts";

const spoken = services.filter(({ wire }) => wire !== undefined);

async function modelOf(name: string): Promise<ServiceModel> {
  const model = await loadModel(name);
  if (!model) throw new Error(`${name} has no model`);
  return model;
}

describe("the checked-in models", () => {
  test("are what npm run generate writes", async () => {
    const { readFile } = await import("node:fs/promises");
    const models = (await generate()).files.filter(({ path }) => path.startsWith("shared/protocols/"));
    expect(models.length).toBeGreaterThanOrEqual(spoken.length);
    for (const { path, text } of models) {
      expect(await readFile(new URL(`../../../${path}`, import.meta.url), "utf8"), path).toBe(text);
    }
  });

  test.each(spoken)(
    "$name knows every operation of AWS's, and has all types of those that are built",
    async (service) => {
      const model = await modelOf(service.name);
      const built = Object.keys(model.operations);
      const own = new Set(service.operations.filter(({ internal }) => !internal).map(({ name }) => name));
      expect(built.length).toBeGreaterThan(0);
      for (const name of built) expect(own).toContain(name);
      for (const name of Object.keys(model.unbuilt)) expect(own).not.toContain(name);
      const codec = createCodec(model.protocol, model, service.wire ?? {});
      const request = wireRequest({});
      for (const name of built) {
        // Compiles the reader and the writer: a structure that is missing would throw.
        expect(() => codec.write(name, {}, { requestId: "r", head: false }), name).not.toThrow();
        expect(() => readOrRefuse(() => codec.read(name, { request, bytes: new Uint8Array() })), name).not.toThrow();
      }
    },
  );

  test("have no pattern that takes long to refuse a text", async () => {
    for (const { name } of spoken) {
      const model = await modelOf(name);
      for (const member of Object.values(model.structures).flatMap(membersOf)) {
        if (member.pattern === undefined) continue;
        const pattern = new RegExp(`^(?:${member.pattern})$`, "us");
        const before = process.cpuUsage();
        for (const letter of ["a", "-", "/", " ", "1"]) pattern.test(`${letter.repeat(4000)}\n`);
        expect(process.cpuUsage(before).user, member.pattern).toBeLessThan(200_000);
      }
    }
  });
});

function readOrRefuse(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    // What is missing is refused in AWS's words; anything else is a bug.
    if (!(error instanceof Error && error.name === "ServiceError")) throw error;
  }
}

function membersOf(structure: Structure): Member[] {
  return Object.values(structure.members);
}

describe("S3's operations are told apart", async () => {
  const route = httpRouter(await modelOf("s3"));
  test.each([
    ["GET", "/", "", {}, "ListBuckets"],
    ["PUT", "/bucket", "", {}, "CreateBucket"],
    ["PUT", "/bucket/", "", {}, "CreateBucket"],
    ["HEAD", "/bucket", "", {}, "HeadBucket"],
    ["DELETE", "/bucket", "", {}, "DeleteBucket"],
    ["GET", "/bucket", "", {}, "ListObjects"],
    ["GET", "/bucket/", "prefix=a", {}, "ListObjects"],
    ["GET", "/bucket", "list-type=2&prefix=a", {}, "ListObjectsV2"],
    ["GET", "/bucket", "list-type=1", {}, "ListObjects"],
    ["GET", "/bucket", "location", {}, "GetBucketLocation"],
    ["GET", "/bucket", "uploads", {}, "ListMultipartUploads"],
    ["GET", "/bucket", "versions", {}, "ListObjectVersions"],
    ["GET", "/bucket", "acl=", {}, "GetBucketAcl"],
    ["POST", "/bucket", "delete", {}, "DeleteObjects"],
    ["PUT", "/bucket", "notification", {}, "PutBucketNotificationConfiguration"],
    ["PUT", "/bucket/key", "", {}, "PutObject"],
    ["PUT", "/bucket/a/b//c", "x-id=PutObject", {}, "PutObject"],
    ["PUT", "/bucket/key", "", { "x-amz-copy-source": "/b/k" }, "CopyObject"],
    ["PUT", "/bucket/key", "partNumber=1&uploadId=u", {}, "UploadPart"],
    ["PUT", "/bucket/key", "partNumber=1&uploadId=u", { "x-amz-copy-source": "/b/k" }, "UploadPartCopy"],
    ["PUT", "/bucket/key", "tagging", {}, "PutObjectTagging"],
    ["POST", "/bucket/key", "uploads", {}, "CreateMultipartUpload"],
    ["POST", "/bucket/key", "uploadId=u", {}, "CompleteMultipartUpload"],
    ["DELETE", "/bucket/key", "uploadId=u", {}, "AbortMultipartUpload"],
    ["DELETE", "/bucket/key", "", {}, "DeleteObject"],
    ["GET", "/bucket/key", "uploadId=u", {}, "ListParts"],
    ["GET", "/bucket/key", "partNumber=1", {}, "GetObject"],
    ["HEAD", "/bucket//", "", {}, "HeadObject"],
  ])("%s %s?%s %j is %s", (method, path, search, headers, operation) => {
    expect(route(wireRequest({ method, path, search, headers: headers as Record<string, string> }))?.operation).toBe(
      operation,
    );
  });

  test("labels are the parts of the path, as they were sent", () => {
    expect(route(wireRequest({ path: "/bucket//a%20b/" }))?.labels).toEqual({ Bucket: "bucket", Key: "/a%20b/" });
  });

  test("a method that nothing has is nobody's", () => {
    expect(route(wireRequest({ method: "PATCH", path: "/bucket" }))).toBeUndefined();
    expect(route(wireRequest({ method: "POST", path: "/bucket" }))).toBeUndefined();
  });
});

import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { CHECKSUM_KINDS } from "../../../shared/core/checksum.ts";
import { combineCrcs } from "../../../shared/core/crc-combine.ts";
import { approachOf, speaksAws } from "../../../shared/protocols/identify.ts";
import { readTimestamp } from "../../../shared/protocols/timestamp.ts";
import { validators } from "../../../shared/protocols/validate.ts";
import { hostBucket } from "../../../shared/protocols/virtual-host.ts";
import { wireRequest } from "./support/request.ts";

function sum(name: string, ...pieces: Uint8Array[]): Uint8Array {
  const digest = CHECKSUM_KINDS.find((kind) => kind.name === name)?.create();
  for (const piece of pieces) digest?.update(piece);
  return digest?.digest() ?? new Uint8Array();
}

const bytes = createHash("sha512").update("seed").digest();
const long = Buffer.concat(Array.from({ length: 300 }, (_, index) => createHash("sha512").update(`${index}`).digest()));

describe("a checksum", () => {
  /* The check values of https://reveng.sourceforge.io/crc-catalogue/: the sum of "123456789". */
  test.each([
    ["CRC32", "cbf43926"],
    ["CRC32C", "e3069283"],
    ["CRC64NVME", "ae8b14860a799888"],
  ])("of kind %s has its published check value", (name, hex) => {
    expect(Buffer.from(sum(name, Buffer.from("123456789"))).toString("hex")).toBe(hex);
  });

  test.each(CHECKSUM_KINDS)("of kind $name does not depend on how the bytes come", ({ name, bytes: size }) => {
    const whole = sum(name, long);
    expect(whole.length).toBe(size);
    expect(sum(name, long.subarray(0, 1), long.subarray(1, 14), long.subarray(14))).toEqual(whole);
    // A view that does not begin where its memory does.
    expect(sum(name, Buffer.concat([Buffer.from("xyz"), long]).subarray(3))).toEqual(whole);
  });

  test.each(["CRC32", "CRC32C", "CRC64NVME"])("%s of parts makes that of the whole", (name) => {
    const parts = [long.subarray(0, 5000), long.subarray(5000, 10_000), bytes.subarray(0, 0), long.subarray(10_000)];
    const summed = parts.map((part) => ({ sum: sum(name, part), size: part.length }));
    expect(Buffer.from(combineCrcs(name, summed))).toEqual(Buffer.from(sum(name, long)));
  });

  test("of nothing is that of no bytes", () => {
    expect(Buffer.from(sum("CRC32")).readUInt32BE()).toBe(crc32(""));
  });
});

describe("a bucket in the Host", () => {
  test.each([
    ["uploads-bucket.localhost:4566", "uploads-bucket"],
    ["my.dotted.bucket.localhost", "my.dotted.bucket"],
    ["uploads-bucket.s3.localhost:4566", "uploads-bucket"],
    ["uploads-bucket.s3.eu-west-1.localhost", "uploads-bucket"],
    ["Uploads-Bucket.localhost", "uploads-bucket"],
    ["s3.localhost:4566", undefined],
    ["s3.us-east-1.localhost", undefined],
    ["localhost:4566", undefined],
    ["127.0.0.1:4566", undefined],
    ["web-123.us-east-1.elb.localhost", undefined],
    ["bucket.example.com", undefined],
    ["photos.s3.amazonaws.com", "photos"],
    ["my.dotted.s3-eu-west-1.amazonaws.com:80", "my.dotted"],
    ["photos.s3.dualstack.us-gov-west-1.amazonaws.com", "photos"],
    ["s3.eu-west-1.amazonaws.com", undefined],
    ["sqs.us-east-1.amazonaws.com", undefined],
    ["photos.s3.amazonaws.com.example", undefined],
  ])("%s is %s", (host, bucket) => {
    expect(hostBucket({ headers: { host } })).toBe(bucket);
  });
});

describe("a request shows what it speaks", () => {
  const v4 = (service: string) =>
    ({
      kind: "v4",
      accessKeyId: "test",
      date: "20260101",
      region: "us-east-1",
      service,
      signedHeaders: [],
      signature: "",
      signedAt: "",
    }) as const;
  const nobody = { kind: "anonymous" } as const;
  const form = { method: "POST", headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" } };

  test.each([
    ["a target", wireRequest({ headers: { "x-amz-target": "AmazonSQS.SendMessage" } }), v4("sqs"), "target", "sqs"],
    ["a target without a signature", wireRequest({ headers: { "x-amz-target": "A.B" } }), nobody, "target", undefined],
    ["a form", wireRequest(form), v4("sns"), "form", "sns"],
    ["a form without a signature", wireRequest(form), nobody, "form", undefined],
    ["a call in the query", wireRequest({ search: "Action=ListTopics" }), nobody, "form", undefined],
    ["S3's signature", wireRequest({ search: "Action=x" }), v4("s3"), "rest", "s3"],
    ["a bucket in the host", wireRequest({ headers: { host: "photos.localhost" } }), nobody, "rest", "s3"],
    ["S3's own form-like POST", wireRequest({ ...form, path: "/photos", search: "delete=" }), nobody, "rest", "s3"],
    ["nothing", wireRequest({ path: "/photos/cat.jpg" }), nobody, "rest", "s3"],
    ["another service's signature", wireRequest({ path: "/2015-03-31/functions" }), v4("lambda"), "rest", "lambda"],
  ])("%s", (_what, request, credentials, style, service) => {
    expect(approachOf(request, credentials)).toMatchObject({ style, service });
  });

  test("a person's GET / shows nothing of AWS", () => {
    expect(speaksAws(wireRequest({ headers: { accept: "text/html" } }))).toBe(false);
    expect(speaksAws(wireRequest({ headers: { authorization: "AWS4-HMAC-SHA256 Credential=..." } }))).toBe(true);
    expect(speaksAws(wireRequest({ search: "X-Amz-Algorithm=AWS4-HMAC-SHA256" }))).toBe(true);
    expect(speaksAws(wireRequest({ headers: { "amz-sdk-request": "attempt=1" } }))).toBe(true);
  });
});

describe("AWS's validation", () => {
  const check = validators(
    () => ({
      members: {
        Attributes: { type: "map", key: { type: "string" }, value: { type: "string" } },
        Name: { type: "string", min: 1, max: 3, pattern: "[a-z]+" },
        Kind: { type: "string", enum: ["a", "b"] },
        Count: { type: "integer", min: 1, max: 10 },
        Tags: { type: "list", member: { type: "string", max: 2 }, max: 2 },
      },
      required: ["Attributes"],
    }),
    "ValidationError",
  )("Any");

  test("says what it misses as AWS says it", () => {
    expect(() => check({})).toThrow(
      "1 validation error detected: Value null at 'attributes' failed to satisfy constraint: Member must not be null",
    );
  });

  test("says all that is wrong at once", () => {
    const input = { Attributes: {}, Name: "A", Kind: "c", Count: 11, Tags: ["a", "bcd"] };
    expect(() => check(input)).toThrow(
      [
        "4 validation errors detected: Value 'A' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
        "Value 'c' at 'kind' failed to satisfy constraint: Member must satisfy enum value set: [a, b]",
        "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
        "Value 'bcd' at 'tags.2.member' failed to satisfy constraint: Member must have length less than or equal to 2",
      ].join("; "),
    );
  });

  test("takes what fits", () => {
    expect(() => check({ Attributes: {}, Name: "abc", Kind: "a", Count: 1, Tags: ["a"] })).not.toThrow();
  });
});

test.each([
  ["1767225600", "2026-01-01T00:00:00.000Z"],
  ["1767225600.25", "2026-01-01T00:00:00.250Z"],
  ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z"],
  ["2026-01-01T01:00:00+01:00", "2026-01-01T00:00:00.000Z"],
  ["Thu, 01 Jan 2026 00:00:00 GMT", "2026-01-01T00:00:00.000Z"],
  ["tomorrow", undefined],
  ["2026-13-01T00:00:00Z", undefined],
  ["", undefined],
])("the instant %s is %s", (text, iso) => {
  expect(readTimestamp(text)?.toISOString()).toBe(iso);
});

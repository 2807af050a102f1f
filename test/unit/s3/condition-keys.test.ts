import { describe, expect, test } from "vitest";
import { keyFit } from "../../../shared/services/s3/condition-keys.ts";
import { requestConditions } from "../../../shared/services/s3/request-conditions.ts";

describe("a condition key", () => {
  test.each([
    ["s3:prefix", ["s3:ListBucket"], "applies"],
    ["s3:PREFIX", ["s3:listbucket"], "applies"],
    ["s3:prefix", ["s3:ListBucket", "s3:GetObject"], "doesNotApply"],
    ["s3:prefix", ["s3:List*"], "applies"],
    ["s3:prefix", ["s3:Get*"], "doesNotApply"],
    ["s3:prefix", ["*"], "applies"],
    ["s3:x-amz-acl", ["s3:PutObject", "s3:PutObjectAcl"], "applies"],
    ["s3:x-amz-acl", ["s3:GetObject"], "doesNotApply"],
    ["s3:ExistingObjectTag/colour", ["s3:GetObject"], "applies"],
    ["s3:ExistingObjectTag/colour", ["s3:DeleteObject"], "doesNotApply"],
    ["s3:ExistingObjectTag", ["s3:GetObject"], "unknown"],
    ["s3:RequestObjectTag/a/b", ["s3:PutObject"], "applies"],
    ["s3:BucketTag/team", ["s3:GetObject"], "applies"],
    ["s3:authType", ["s3:GetObject", "s3:ListBucket"], "applies"],
    ["s3:signatureage", ["s3:*"], "applies"],
    ["s3:DataAccessPointArn", ["s3:GetObject"], "applies"],
    ["s3:prefixes", ["s3:ListBucket"], "unknown"],
    ["aws:SourceIp", ["s3:GetObject"], "applies"],
    ["saml:aud", ["s3:GetObject"], "applies"],
  ])("%s of %j: %s", (key, actions, fit) => {
    expect(keyFit(key, actions)).toBe(fit);
  });
});

describe("a request says", () => {
  const NOW = Date.parse("2026-01-31T12:00:00Z");

  test("what its members say, an empty prefix too, and nothing of what it leaves out", () => {
    expect(requestConditions({ Prefix: "", MaxKeys: 10, Delimiter: undefined, Bucket: "b" }, NOW)).toEqual({
      "s3:prefix": [""],
      "s3:max-keys": ["10"],
    });
  });

  test("until when it locks: in whole days, as somebody counts them", () => {
    const RetainUntilDate = new Date("2026-02-10T11:59:59Z");
    expect(requestConditions({ Retention: { Mode: "COMPLIANCE", RetainUntilDate } }, NOW)).toEqual({
      "s3:object-lock-mode": ["COMPLIANCE"],
      "s3:object-lock-retain-until-date": ["2026-02-10T11:59:59.000Z"],
      "s3:object-lock-remaining-retention-days": ["10"],
    });
    expect(requestConditions({ ObjectLockRetainUntilDate: new Date(Number.NaN) }, NOW)).toEqual({});
    expect(requestConditions({ LegalHold: { Status: "ON" } }, NOW)).toEqual({ "s3:object-lock-legal-hold": ["ON"] });
  });

  test("its tags, of a header and of a document", () => {
    const said = { "s3:RequestObjectTagKeys": ["a"], "s3:RequestObjectTag/a": ["b c"] };
    expect(requestConditions({ Tagging: "a=b+c" }, NOW)).toEqual(said);
    expect(requestConditions({ Tagging: { TagSet: [{ Key: "a", Value: "b c" }] } }, NOW)).toEqual(said);
  });

  test("which fields an inventory is to have, and which key an object", () => {
    const InventoryConfiguration = { OptionalFields: ["Size", "ETag"] };
    expect(requestConditions({ InventoryConfiguration }, NOW)).toEqual({
      "s3:InventoryAccessibleOptionalFields": ["Size", "ETag"],
    });
    expect(requestConditions({ ObjectEncryption: { SSEKMS: { KMSKeyArn: "arn" } } }, NOW)).toEqual({
      "s3:x-amz-server-side-encryption": ["aws:kms"],
      "s3:x-amz-server-side-encryption-aws-kms-key-id": ["arn"],
    });
  });
});

import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import * as limits from "./limits.ts";
import { versionId, versioningStatus } from "./rest-version-schemas.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const etag = z
  .string()
  .describe("The MD5 of the bytes in hexadecimal, in quotes as HTTP wants it: usable as it is in If-Match")
  .meta({ examples: ['"5d41402abc4b2a76b9719d911017c592"'] });
const objectKey = z
  .string()
  .min(1)
  .describe("The object's key: any text of 1 to 1,024 bytes of UTF-8. A slash is a character like any other")
  .meta({ examples: ["photos/2026/cat.jpg"] });
const bucketName = z
  .string()
  .describe("3 to 63 lower-case letters, digits, hyphens and periods; unique in the whole playground")
  .meta({ examples: ["uploads-bucket"] });

export const bucketParams = z.strictObject({ bucket: z.string() });
export const objectParams = z.strictObject({ bucket: z.string(), key: z.string() });

export const newBucket = z.strictObject({ name: bucketName });

export const listedBucket = z
  .strictObject({
    name: bucketName,
    arn: z.string(),
    uri: z
      .string()
      .describe("How the AWS CLI writes it")
      .meta({ examples: ["s3://uploads-bucket"] }),
    region: z.string(),
    createdAt: instant,
  })
  .meta({ id: "ListedBucket" });

export const bucket = listedBucket
  .extend({
    objects: z.number().int().describe("How many objects it holds"),
    bytes: z.number().int().describe("The sizes of all its objects together"),
    versioning: versioningStatus,
    noncurrentVersions: z.number().int().describe("How many versions it keeps behind the current ones"),
    noncurrentBytes: z.number().int().describe("The sizes of these together"),
  })
  .meta({ id: "Bucket" });

const limit = z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT);
const nextToken = z.string().optional().describe("From the page before");

export const bucketQuery = z.strictObject({
  prefix: z.string().optional().describe("Only names that begin with it"),
  limit,
  nextToken,
});

export const buckets = z.strictObject({ buckets: z.array(listedBucket), nextToken: z.string().optional() });

export const objectQuery = z.strictObject({
  prefix: z
    .string()
    .optional()
    .describe("Only keys that begin with it")
    .meta({ examples: ["photos/"] }),
  delimiter: z
    .string()
    .optional()
    .describe(
      "Keys that share the part up to the next delimiter are shown as one common prefix: this makes folders of a flat list",
    )
    .meta({ examples: ["/"] }),
  startAfter: z.string().optional().describe("Only keys behind it"),
  limit,
  nextToken,
});

export const listedObject = z
  .strictObject({
    key: objectKey,
    size: z.number().int().describe("Bytes"),
    etag,
    modifiedAt: instant,
    storageClass: z.string(),
    restoration: z
      .enum(["none", "underWay", "ready"])
      .optional()
      .describe("Of an archived object (GLACIER, DEEP_ARCHIVE): whether it can be read, or will be"),
    restoredUntil: instant.optional(),
  })
  .meta({ id: "ListedObject" });

export const objects = z.strictObject({
  objects: z.array(listedObject),
  commonPrefixes: z.array(z.string()).describe("With a delimiter: what looks like folders"),
  nextToken: z.string().optional(),
});

export const storedObject = z
  .strictObject({
    key: objectKey,
    etag,
    size: z.number().int().describe("Bytes"),
    versionId: versionId.optional().describe("In a bucket with versioning"),
  })
  .meta({ id: "StoredObject" });

/** What an HTTP header can carry. */
const headerText = z.string().regex(/^[\x20-\x7e]*$/, "must be printable ASCII: it travels as an HTTP header");
const metadataName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "must be a header's name: letters, digits and hyphens");

export const copy = z.strictObject({
  from: z.strictObject({ bucket: bucketName, key: objectKey, versionId: versionId.optional() }),
  key: objectKey,
  tags: z.record(z.string(), z.string()).optional().describe("The copy's own tags; else it gets the source's"),
  storageClass: z.string().optional().describe("Never copied: STANDARD unless given"),
  contentType: headerText.optional(),
  cacheControl: headerText.optional(),
  contentDisposition: headerText.optional(),
  contentEncoding: headerText.optional(),
  contentLanguage: headerText.optional(),
  expires: headerText.optional(),
  metadata: z
    .record(metadataName, headerText)
    .optional()
    .describe(
      "The copy's own metadata. Giving this or a content header replaces all that the source has; else the copy gets the source's",
    ),
});

export const copied = z.strictObject({ key: objectKey, etag, modifiedAt: instant, versionId: versionId.optional() });

export const deletion = z
  .strictObject({
    keys: z
      .array(z.string())
      .max(limits.MAX_DELETE_KEYS)
      .default([])
      .describe("Deleting what isn't there succeeds too")
      .meta({ examples: [["a.txt", "b.txt"]] }),
    versions: z
      .array(z.strictObject({ key: z.string(), versionId }))
      .max(limits.MAX_DELETE_KEYS)
      .default([])
      .describe("Versions to delete for good"),
  })
  .refine(({ keys, versions }) => keys.length + versions.length > 0, "must name at least one key or version")
  .refine(
    ({ keys, versions }) => keys.length + versions.length <= limits.MAX_DELETE_KEYS,
    `must name at most ${limits.MAX_DELETE_KEYS} keys and versions together`,
  );

export const deletionResult = z.strictObject({
  deleted: z.array(z.string()).describe("Keys that have no object now"),
  deletedVersions: z
    .array(z.strictObject({ key: z.string(), versionId }))
    .optional()
    .describe("Versions that are gone for good"),
  deleteMarkers: z
    .array(z.strictObject({ key: z.string(), versionId }))
    .optional()
    .describe("In a bucket with versioning: what now stands in front of the versions of keys"),
  failed: z.array(
    z.strictObject({ key: z.string(), versionId: versionId.optional(), code: z.string(), detail: z.string() }),
  ),
});

const rule = {
  id: z.string().optional().describe("Made up when left out"),
  events: z
    .array(z.string())
    .min(1)
    .describe("s3:ObjectCreated:* (or :Put, :Copy) and s3:ObjectRemoved:* (or :Delete)")
    .meta({ examples: [["s3:ObjectCreated:*"]] }),
  prefix: z
    .string()
    .optional()
    .describe("Only keys that begin with it")
    .meta({ examples: ["incoming/"] }),
  suffix: z
    .string()
    .optional()
    .describe("Only keys that end in it")
    .meta({ examples: [".jpg"] }),
};

export const notifications = z
  .strictObject({
    queues: z
      .array(z.strictObject({ queue: z.string().describe("Name or ARN; answered as an ARN"), ...rule }))
      .default([]),
    topics: z
      .array(z.strictObject({ topic: z.string().describe("Name or ARN; answered as an ARN"), ...rule }))
      .default([]),
  })
  .meta({ id: "BucketNotifications" });

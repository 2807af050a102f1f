import { z } from "zod";
import { DEFAULT_LIST_LIMIT, MAX_LIST_LIMIT } from "../../core/limits.ts";
import { MAX_OBJECT_TAGS } from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const limit = z.coerce.number().int().min(1).max(MAX_LIST_LIMIT).default(DEFAULT_LIST_LIMIT);
const nextToken = z.string().optional().describe("From the page before");
const prefix = z.string().optional().describe("Only keys that begin with it");

export const versionId = z
  .string()
  .describe("Names one version of a key; null for one that was stored while versioning was off or suspended")
  .meta({ examples: ["3sL4kqtJlcpXroDTDmJrmSpXd3dIbrHY"] });

export const versioningStatus = z
  .enum(["off", "enabled", "suspended"])
  .describe("Off for a bucket that never had versioning; once it was enabled it can only be suspended");

export const versioning = z.strictObject({ status: versioningStatus }).meta({ id: "BucketVersioning" });

export const newVersioning = z.strictObject({ status: z.enum(["enabled", "suspended"]) });

export const versionQuery = z.strictObject({
  prefix,
  delimiter: z
    .string()
    .optional()
    .describe("Keys that share the part up to the next delimiter are shown as one common prefix"),
  limit,
  nextToken,
});

export const versions = z.strictObject({
  versions: z
    .array(
      z
        .strictObject({
          key: z.string(),
          versionId,
          latest: z.boolean().describe("Whether it is the current version of its key"),
          deleteMarker: z.boolean().describe("Whether it says that the key was deleted: it has no bytes"),
          size: z.number().int().optional().describe("Bytes; absent for a delete marker"),
          etag: z.string().optional(),
          modifiedAt: instant,
        })
        .meta({ id: "ListedVersion" }),
    )
    .describe("By key, of each key the newest first"),
  commonPrefixes: z.array(z.string()),
  nextToken: z.string().optional(),
});

export const objectQuery = z.strictObject({
  versionId: versionId.optional(),
  partNumber: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe("Only this part of an object that was uploaded in parts"),
});

export const versionedQuery = z.strictObject({ versionId: versionId.optional() });

export const tags = z
  .strictObject({
    tags: z
      .record(z.string(), z.string())
      .describe(`Up to ${MAX_OBJECT_TAGS}: they can be changed without writing the object again`)
      .meta({ examples: [{ project: "blue" }] }),
  })
  .meta({ id: "ObjectTags" });

export const attributes = z
  .strictObject({
    etag: z.string().describe("Without quotes"),
    size: z.number().int().describe("Bytes"),
    storageClass: z.string(),
    modifiedAt: instant,
    versionId: versionId.optional(),
    checksum: z
      .strictObject({
        algorithm: z.string().meta({ examples: ["CRC64NVME"] }),
        value: z.string().describe("Base64"),
        type: z.string().describe("FULL_OBJECT, or COMPOSITE: made of the parts' sums"),
      })
      .optional(),
    parts: z.number().int().optional().describe("How many parts it was uploaded in"),
  })
  .meta({ id: "ObjectAttributes" });

export const uploadQuery = z.strictObject({ prefix, limit, nextToken });

export const uploads = z.strictObject({
  uploads: z.array(
    z.strictObject({ key: z.string(), uploadId: z.string(), startedAt: instant }).meta({ id: "ListedUpload" }),
  ),
  nextToken: z.string().optional(),
});

export const uploadParams = z.strictObject({ bucket: z.string(), upload: z.string() });
export const abortQuery = z.strictObject({ key: z.string().describe("The key that the upload is for") });

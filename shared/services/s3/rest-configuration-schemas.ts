import { z } from "zod";
import { MAX_NEWER_VERSIONS } from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC, at midnight");
const tagName = z.string().min(1).max(128);

export const policy = z
  .strictObject({
    policy: z
      .record(z.string(), z.unknown())
      .describe(
        "The policy document, as AWS writes it: Version and Statement, each with Effect, Principal, Action and Resource",
      )
      .meta({
        examples: [
          {
            Version: "2012-10-17",
            Statement: [
              {
                Effect: "Allow",
                Principal: { AWS: "111122223333" },
                Action: "s3:GetObject",
                Resource: "arn:aws:s3:::uploads-bucket/*",
              },
            ],
          },
        ],
      }),
  })
  .meta({ id: "BucketPolicy" });

export const storedPolicy = policy
  .extend({ public: z.boolean().describe("Whether it lets anybody in: what Block Public Access keeps out") })
  .meta({ id: "StoredBucketPolicy" });

export const cors = z
  .strictObject({
    rules: z
      .array(
        z.strictObject({
          id: z.string().optional(),
          allowedOrigins: z
            .array(z.string())
            .min(1)
            .describe("Origins of web pages, each with one * at the most")
            .meta({ examples: [["http://localhost:3000"]] }),
          allowedMethods: z
            .array(z.string())
            .min(1)
            .meta({ examples: [["GET", "PUT"]] }),
          allowedHeaders: z
            .array(z.string())
            .optional()
            .describe("Headers that pages may send, each with one * at the most"),
          exposeHeaders: z
            .array(z.string())
            .optional()
            .describe("Headers of answers that pages may read")
            .meta({ examples: [["ETag"]] }),
          maxAgeSeconds: z.number().int().min(0).optional().describe("For so long a browser need not ask again"),
        }),
      )
      .min(1),
  })
  .meta({ id: "BucketCors" });

const days = z.number().int().min(1);
const daysOrNone = z.number().int().min(0);
const newer = z.number().int().min(1).max(MAX_NEWER_VERSIONS);
const storageClass = z.string().meta({ examples: ["GLACIER"] });

const lifecycleRule = z.strictObject({
  id: z.string().optional().describe("Made up when left out"),
  enabled: z.boolean().default(true),
  prefix: z
    .string()
    .optional()
    .describe("Only keys that begin with it")
    .meta({ examples: ["logs/"] }),
  tags: z.record(tagName, z.string()).optional().describe("Only objects that have all of these"),
  largerThanBytes: z.number().int().min(0).optional(),
  smallerThanBytes: z.number().int().min(1).optional(),
  expireAfterDays: days
    .optional()
    .describe("Objects go at the midnight (UTC) behind so many days")
    .meta({ examples: [30] }),
  expireAt: instant.optional(),
  removeExpiredDeleteMarkers: z.boolean().optional().describe("Delete markers that hide nothing any more go"),
  noncurrentExpireAfterDays: days.optional().describe("With versioning: versions go so long after a newer one came"),
  keepNewerNoncurrentVersions: newer.optional().describe("So many of them stay all the same"),
  abortUploadsAfterDays: days.optional().describe("Multipart uploads that nobody completed end"),
  transitions: z
    .array(z.strictObject({ afterDays: daysOrNone.optional(), at: instant.optional(), storageClass }))
    .optional()
    .describe(
      "Objects change their storage class, after so many days or on a date; those under 128 KB only by a rule that names a size",
    ),
  noncurrentTransitions: z
    .array(z.strictObject({ afterDays: daysOrNone, keepNewer: newer.optional(), storageClass }))
    .optional()
    .describe("With versioning: the same of versions, so long after a newer one came"),
});

export const lifecycle = z.strictObject({ rules: z.array(lifecycleRule).min(1) }).meta({ id: "BucketLifecycle" });

export const tags = z
  .strictObject({
    tags: z
      .record(tagName, z.string())
      .describe("These replace all that the bucket has")
      .meta({ examples: [{ team: "blue" }] }),
  })
  .meta({ id: "BucketTags" });

const blocked = (what: string) => z.boolean().default(false).describe(what);

export const publicAccess = z
  .strictObject({
    blockPublicAcls: blocked("Refuse access control lists that let everybody in"),
    ignorePublicAcls: blocked("Pass over those that there are"),
    blockPublicPolicy: blocked("Refuse policies that let anybody in"),
    restrictPublicBuckets: blocked("Under such a policy let only the account itself and AWS's services in"),
  })
  .meta({ id: "BucketPublicAccess" });

export const encryption = z
  .strictObject({
    algorithm: z.enum(["AES256", "aws:kms", "aws:kms:dsse"]).describe("Stored: nothing is encrypted here"),
    kmsKeyId: z.string().optional(),
    bucketKey: z.boolean().default(false).describe("Fewer calls of KMS, on AWS"),
  })
  .meta({ id: "BucketEncryption" });

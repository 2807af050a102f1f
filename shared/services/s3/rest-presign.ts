import type { Credentials, GetSessionTokenRequest } from "@aws-sdk/client-sts";
import { z } from "zod";
import type { OperationRef } from "../../core/operation-ref.ts";
import { type RestApi, type Route, route } from "../service.ts";
import { MAX_PRESIGNED_UPLOAD_SECONDS } from "./limits.ts";
import { type BeginPresignedUploadOutput, beginPresignedUpload } from "./operations/begin-presigned-upload.ts";
import { completePresignedUpload } from "./operations/complete-presigned-upload.ts";
import { presignUrl } from "./presign-url.ts";
import * as schemas from "./rest-schemas.ts";

const DEFAULT_SECONDS = 900;

const presignRequest = z.strictObject({
  key: z.string().min(1).describe("The key of the object to be uploaded"),
  expiresInSeconds: z
    .number()
    .int()
    .min(1)
    .max(MAX_PRESIGNED_UPLOAD_SECONDS)
    .default(DEFAULT_SECONDS)
    .describe("How long the URL can be used, by the real clock"),
  contentType: z.string().optional().describe("What GET will answer as content-type"),
  metadata: z.record(z.string(), z.string()).optional().describe("What GET will answer as x-meta-* headers"),
});

const presigned = z
  .strictObject({
    uploadId: z.string().describe("For complete"),
    method: z.literal("PUT"),
    url: z.string().describe("PUT the bytes here. No key is needed, and none must be sent"),
    headers: z.record(z.string(), z.string()).describe("What the PUT must send along: they are signed"),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "PresignedUpload" });

const completeRequest = z.strictObject({ uploadId: z.string().describe("As presign gave it") });

/** Credentials that end, as STS gives them: what signs the URL is nobody's lasting key. */
const GET_SESSION_TOKEN: OperationRef<GetSessionTokenRequest, { readonly Credentials?: Credentials }> = {
  service: "sts",
  name: "GetSessionToken",
};

export const presignRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/v1/buckets/{bucket}/presign",
    id: "presignUpload",
    summary: "Get a URL to upload an object to, of any size, past this API",
    params: schemas.bucketParams,
    body: presignRequest,
    response: { status: 201, description: "Where to PUT the bytes; then complete the upload", schema: presigned },
    async handle({ params, body, baseUrl }, api) {
      const { key, expiresInSeconds, contentType: ContentType, metadata: Metadata } = body;
      const upload = { Bucket: params.bucket, Key: key, ExpiresInSeconds: expiresInSeconds, ContentType, Metadata };
      const begun = await api.call(beginPresignedUpload, upload);
      const headers = { ...(ContentType ? { "content-type": ContentType } : {}), ...metadataHeaders(Metadata) };
      const { Url: url, Headers } = begun.Target ?? {
        Url: await ownUrl(begun, { bucket: params.bucket, key, baseUrl, expiresInSeconds, headers }, api),
        Headers: headers,
      };
      const expiresAt = new Date(begun.Now.getTime() + expiresInSeconds * 1000).toISOString();
      return { status: 201, json: { uploadId: begun.UploadId, method: "PUT", url, headers: Headers, expiresAt } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/buckets/{bucket}/complete",
    id: "completeUpload",
    summary: "Make an object of what was uploaded to a presigned URL",
    params: schemas.bucketParams,
    body: completeRequest,
    response: { status: 200, description: "The object that is there now", schema: schemas.storedObject },
    async handle({ params, body }, api) {
      const completed = await api.call(completePresignedUpload, { Bucket: params.bucket, UploadId: body.uploadId });
      return { status: 200, json: { key: completed.Key, etag: completed.ETag, size: completed.Size } };
    },
  }),
];

interface OwnUrl {
  readonly bucket: string;
  readonly key: string;
  readonly baseUrl: string;
  readonly expiresInSeconds: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** STS gives no credentials for less. */
const MIN_SESSION_SECONDS = 900;

/** A URL of this server's own S3. */
async function ownUrl({ Now, Region }: BeginPresignedUploadOutput, place: OwnUrl, api: RestApi): Promise<string> {
  const DurationSeconds = Math.max(place.expiresInSeconds, MIN_SESSION_SECONDS);
  const { Credentials: session } = await api.call(GET_SESSION_TOKEN, { DurationSeconds });
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = session ?? {};
  return presignUrl({
    ...place,
    method: "PUT",
    region: Region,
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
    signedAt: Now,
  });
}

function metadataHeaders(metadata: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(metadata).map(([name, value]) => [`x-amz-meta-${name.toLowerCase()}`, value]),
  );
}

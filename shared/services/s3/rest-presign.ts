import type { Credentials, GetSessionTokenRequest } from "@aws-sdk/client-sts";
import { z } from "zod";
import type { OperationRef } from "../../core/operation-ref.ts";
import { type RestApi, type Route, route } from "../service.ts";
import { invalidRequest } from "./errors.ts";
import { MAX_PRESIGNED_UPLOAD_SECONDS } from "./limits.ts";
import { type BeginPresignedUploadOutput, beginPresignedUpload } from "./operations/begin-presigned-upload.ts";
import { completePresignedUpload } from "./operations/complete-presigned-upload.ts";
import { presignDownload } from "./operations/presign-download.ts";
import { presignUrl } from "./presign-url.ts";
import * as schemas from "./rest-schemas.ts";

const DEFAULT_SECONDS = 900;

const presignRequest = z.strictObject({
  method: z.enum(["PUT", "GET"]).default("PUT").describe("PUT to upload, GET to download"),
  key: z.string().min(1).describe("The object's key"),
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
    uploadId: z.string().optional().describe("Of an upload: for complete"),
    method: z.enum(["PUT", "GET"]),
    url: z.string().describe("PUT the bytes here, or GET them. No key is needed, and none must be sent"),
    headers: z.record(z.string(), z.string()).describe("What the request must send along: they are signed"),
    expiresAt: z.iso.datetime(),
  })
  .meta({ id: "PresignedUrl" });

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
    id: "presignUrl",
    summary: "Get a URL to upload an object to, or to download it from, whatever its size, past this API",
    params: schemas.bucketParams,
    body: presignRequest,
    response: {
      status: 201,
      description: "Where the bytes go, or are. Complete an upload when it is done",
      schema: presigned,
    },
    async handle({ params, body, baseUrl }, api) {
      const { method, key, expiresInSeconds, contentType: ContentType, metadata: Metadata } = body;
      if (method === "GET") {
        if (ContentType !== undefined || Metadata !== undefined) throw onlyForUploads();
        const place = { bucket: params.bucket, key, baseUrl, expiresInSeconds, headers: {} };
        return { status: 201, json: await download(place, api) };
      }
      const upload = { Bucket: params.bucket, Key: key, ExpiresInSeconds: expiresInSeconds, ContentType, Metadata };
      const begun = await api.call(beginPresignedUpload, upload);
      const headers = { ...(ContentType ? { "content-type": ContentType } : {}), ...metadataHeaders(Metadata) };
      const { Url: url, Headers } = begun.Target ?? {
        Url: await ownUrl(method, begun, { bucket: params.bucket, key, baseUrl, expiresInSeconds, headers }, api),
        Headers: headers,
      };
      const expiresAt = endOf(begun, expiresInSeconds);
      return { status: 201, json: { uploadId: begun.UploadId, method, url, headers: Headers, expiresAt } };
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

async function download(place: OwnUrl, api: RestApi): Promise<z.input<typeof presigned>> {
  const { bucket: Bucket, key: Key, expiresInSeconds } = place;
  const found = await api.call(presignDownload, { Bucket, Key, ExpiresInSeconds: expiresInSeconds });
  const url = found.Url ?? (await ownUrl("GET", found, place, api));
  return { method: "GET", url, headers: {}, expiresAt: endOf(found, expiresInSeconds) };
}

function endOf({ Now }: { readonly Now: Date }, expiresInSeconds: number): string {
  return new Date(Now.getTime() + expiresInSeconds * 1000).toISOString();
}

function onlyForUploads() {
  return invalidRequest(
    "contentType and metadata are for uploads: an object that is there has its own.",
    "presigned-url",
  );
}

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
async function ownUrl(
  method: "PUT" | "GET",
  { Now, Region }: Pick<BeginPresignedUploadOutput, "Now" | "Region">,
  place: OwnUrl,
  api: RestApi,
): Promise<string> {
  const DurationSeconds = Math.max(place.expiresInSeconds, MIN_SESSION_SECONDS);
  const { Credentials: session } = await api.call(GET_SESSION_TOKEN, { DurationSeconds });
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = session ?? {};
  return presignUrl({
    ...place,
    method,
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

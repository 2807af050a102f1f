import type { DeleteObjectOutput } from "@aws-sdk/client-s3";
import { NO_BYTES } from "../../core/bytes.ts";
import { ServiceError } from "../../core/errors.ts";
import { type RestApi, type RestResponse, type Route, route } from "../service.ts";
import { DEFAULT_ALGORITHM, summing } from "./body-sum.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "./limits.ts";
import { deleteObject } from "./operations/delete-object.ts";
import { getObject } from "./operations/get-object.ts";
import { headObject } from "./operations/head-object.ts";
import { preparePutObject } from "./operations/prepare-put-object.ts";
import { type PutObjectInput, putObject } from "./operations/put-object.ts";
import { contentLength, objectHeaders, putHeaders, readConditions } from "./rest-headers.ts";
import * as schemas from "./rest-schemas.ts";
import { objectQuery, versionedQuery } from "./rest-version-schemas.ts";

const PATH = "/v1/buckets/{bucket}/objects/{key...}";

/** Routes that carry an object's bytes as they are, and its metadata as headers. */
export const objectRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: PATH,
    id: "getObject",
    summary: "Read an object, or with a Range header a part of it",
    params: schemas.objectParams,
    query: objectQuery,
    response: {
      status: 200,
      description:
        "The bytes; metadata as x-meta-* headers. 206 with a Range header, 304 or 412 where If-Match, If-None-Match, If-Modified-Since or If-Unmodified-Since say so",
      schema: "bytes",
    },
    handle: ({ params, query, headers }, api) =>
      unlessNotModified(async () => {
        const input = { Bucket: params.bucket, Key: params.key, ...chosen(query), ...readConditions(headers) };
        const { Body, ...object } = await api.call(getObject, input);
        return { status: object.ContentRange ? 206 : 200, headers: objectHeaders(object), bytes: Body };
      }),
  }),
  route({
    method: "HEAD",
    path: PATH,
    id: "headObject",
    summary: "Show an object's metadata as headers",
    params: schemas.objectParams,
    query: objectQuery,
    response: { status: 200, description: "The headers that GET answers", schema: "bytes" },
    handle: ({ params, query, headers }, api) =>
      unlessNotModified(async () => {
        const input = { Bucket: params.bucket, Key: params.key, ...chosen(query), ...readConditions(headers) };
        const object = await api.call(headObject, input);
        return { status: object.ContentRange ? 206 : 200, headers: objectHeaders(object), bytes: NO_BYTES };
      }),
  }),
  route({
    method: "PUT",
    path: PATH,
    id: "putObject",
    summary: "Store an object, over whatever has the key",
    params: schemas.objectParams,
    body: "bytes",
    response: {
      status: 200,
      description:
        "Stored: whole, or not at all. x-meta-* headers are kept as metadata, x-tags (a=1&b=2) as tags, x-storage-class as it is; If-None-Match: * stores only what isn't there, If-Match only over what you have seen",
      schema: schemas.storedObject,
    },
    async handle({ params, headers, bytes }, api) {
      const put = { Bucket: params.bucket, Key: params.key, ...putHeaders(headers) };
      // A refusal costs less than an upload; for what fits in a row anyhow one look is enough.
      if ((contentLength(headers) ?? MAX_PUT_BYTES) > INLINE_BODY_BYTES) await api.call(preparePutObject, put);
      const summed = summing(bytes, DEFAULT_ALGORITHM);
      const Body = await api.storeBody(summed.bytes, { maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES });
      const ComputedChecksum = { algorithm: DEFAULT_ALGORITHM, value: summed.sum() };
      const { ETag = "", VersionId } = await putOrDiscard({ ...put, Body, ComputedChecksum }, api);
      const version = VersionId === undefined ? {} : { versionId: VersionId };
      return {
        status: 200,
        headers: { etag: ETag, ...(VersionId === undefined ? {} : { "x-version-id": VersionId }) },
        json: { key: params.key, etag: ETag, size: Body.size, ...version },
      };
    },
  }),
  route({
    method: "DELETE",
    path: PATH,
    id: "deleteObject",
    summary: "Delete an object, or one version of it for good",
    params: schemas.objectParams,
    query: versionedQuery,
    response: {
      status: 204,
      description:
        "There is no such object now, and there may have been none before. x-version-id names the version that is gone or, with x-delete-marker, the marker that stands in front of the others",
    },
    async handle({ params, query, headers }, api) {
      const named = { Bucket: params.bucket, Key: params.key, ...chosen(query) };
      const deleted = await api.call(deleteObject, { ...named, IfMatch: headers["if-match"] });
      return { status: 204, headers: deletionHeaders(deleted) };
    },
  }),
];

function chosen({ versionId, partNumber }: { versionId?: string | undefined; partNumber?: number | undefined }) {
  return {
    ...(versionId === undefined ? {} : { VersionId: versionId }),
    ...(partNumber === undefined ? {} : { PartNumber: partNumber }),
  };
}

function deletionHeaders({ VersionId, DeleteMarker }: DeleteObjectOutput): Record<string, string> {
  return {
    ...(VersionId === undefined ? {} : { "x-version-id": VersionId }),
    ...(DeleteMarker ? { "x-delete-marker": "true" } : {}),
  };
}

async function putOrDiscard(input: PutObjectInput & Required<Pick<PutObjectInput, "Body">>, api: RestApi) {
  try {
    return await api.call(putObject, input);
  } catch (error) {
    // Refused, so no row names the body. After any other error one might: that is for the sweep to find out.
    if (error instanceof ServiceError) await api.discardBody(input.Body);
    throw error;
  }
}

/** 304 is no problem to be explained: it is the answer that the client hoped for. */
async function unlessNotModified(answer: () => Promise<RestResponse>): Promise<RestResponse> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof ServiceError) || error.status !== 304) throw error;
    const { ETag, LastModified } = error.details as { ETag: string; LastModified: Date };
    return { status: 304, headers: { etag: ETag, "last-modified": LastModified.toUTCString() }, bytes: NO_BYTES };
  }
}

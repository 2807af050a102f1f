import { decodeToken, encodeToken } from "../../core/page.ts";
import { iso } from "../../core/time.ts";
import { type Route, route } from "../service.ts";
import { abortMultipartUpload } from "./operations/abort-multipart-upload.ts";
import { deleteObjectTagging } from "./operations/delete-object-tagging.ts";
import { getObjectAttributes } from "./operations/get-object-attributes.ts";
import { getObjectTagging } from "./operations/get-object-tagging.ts";
import { listMultipartUploads } from "./operations/list-multipart-uploads.ts";
import { putObjectTagging } from "./operations/put-object-tagging.ts";
import { bucketParams, objectParams } from "./rest-schemas.ts";
import * as schemas from "./rest-version-schemas.ts";

const TAGS = "/v1/buckets/{bucket}/object-tags/{key...}";

/** Routes that speak of what goes with an object: they can't stand below its key, which may end in anything. */
export const objectSettingRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: TAGS,
    id: "getObjectTags",
    summary: "Show an object's tags",
    params: objectParams,
    query: schemas.versionedQuery,
    response: { status: 200, description: "The tags", schema: schemas.tags },
    async handle({ params, query }, api) {
      const { TagSet = [] } = await api.call(getObjectTagging, named(params, query));
      return { status: 200, json: { tags: Object.fromEntries(TagSet.map(({ Key, Value }) => [Key, Value])) } };
    },
  }),
  route({
    method: "PUT",
    path: TAGS,
    id: "putObjectTags",
    summary: "Replace an object's tags",
    params: objectParams,
    query: schemas.versionedQuery,
    body: schemas.tags,
    response: { status: 200, description: "The tags", schema: schemas.tags },
    async handle({ params, query, body: { tags } }, api) {
      const TagSet = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
      await api.call(putObjectTagging, { ...named(params, query), Tagging: { TagSet } });
      return { status: 200, json: { tags } };
    },
  }),
  route({
    method: "DELETE",
    path: TAGS,
    id: "deleteObjectTags",
    summary: "Remove an object's tags",
    params: objectParams,
    query: schemas.versionedQuery,
    response: { status: 204, description: "It has no tags" },
    async handle({ params, query }, api) {
      await api.call(deleteObjectTagging, named(params, query));
      return { status: 204 };
    },
  }),
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/object-attributes/{key...}",
    id: "getObjectAttributes",
    summary: "Show what S3 knows of an object: size, checksum, parts, storage class",
    params: objectParams,
    query: schemas.versionedQuery,
    response: { status: 200, description: "The attributes", schema: schemas.attributes },
    async handle({ params, query }, api) {
      const ObjectAttributes = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"] as const;
      const found = await api.call(getObjectAttributes, {
        ...named(params, query),
        ObjectAttributes: [...ObjectAttributes],
      });
      const checksum = shownChecksum(found.Checksum);
      const parts = found.ObjectParts?.TotalPartsCount;
      return {
        status: 200,
        json: {
          etag: found.ETag ?? "",
          size: found.ObjectSize ?? 0,
          storageClass: found.StorageClass ?? "",
          modifiedAt: iso(found.LastModified?.getTime() ?? 0),
          ...(found.VersionId === undefined ? {} : { versionId: found.VersionId }),
          ...(checksum ? { checksum } : {}),
          ...(parts === undefined ? {} : { parts }),
        },
      };
    },
  }),
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/uploads",
    id: "listUploads",
    summary: "List multipart uploads that were neither completed nor aborted",
    params: bucketParams,
    query: schemas.uploadQuery,
    response: { status: 200, description: "A page of uploads, by key", schema: schemas.uploads },
    async handle({ params, query }, api) {
      const page = await api.call(listMultipartUploads, {
        Bucket: params.bucket,
        Prefix: query.prefix,
        MaxUploads: query.limit,
        ...(query.nextToken === undefined ? {} : markersOf(query.nextToken)),
      });
      const uploads = (page.Uploads ?? []).map(({ Key = "", UploadId = "", Initiated }) => ({
        key: Key,
        uploadId: UploadId,
        startedAt: iso(Initiated?.getTime() ?? 0),
      }));
      const next = page.IsTruncated ? { nextToken: encodeToken([page.NextKeyMarker, page.NextUploadIdMarker]) } : {};
      return { status: 200, json: { uploads, ...next } };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/buckets/{bucket}/uploads/{upload}",
    id: "abortUpload",
    summary: "Give a multipart upload up: its parts are removed",
    params: schemas.uploadParams,
    query: schemas.abortQuery,
    response: { status: 204, description: "Gone" },
    async handle({ params: { bucket, upload }, query: { key } }, api) {
      await api.call(abortMultipartUpload, { Bucket: bucket, Key: key, UploadId: upload });
      return { status: 204 };
    },
  }),
];

function named(
  { bucket, key }: { readonly bucket: string; readonly key: string },
  { versionId }: { readonly versionId?: string | undefined },
) {
  return { Bucket: bucket, Key: key, ...(versionId === undefined ? {} : { VersionId: versionId }) };
}

function shownChecksum(checksum: object = {}) {
  const { ChecksumType: type = "", ...sums } = checksum as Readonly<Record<string, string>>;
  const [member] = Object.entries(sums);
  return member && { algorithm: member[0].replace(/^Checksum/, ""), value: member[1], type };
}

function markersOf(token: string) {
  const markers = decodeToken(token);
  const [KeyMarker, UploadIdMarker] = Array.isArray(markers) ? markers : [];
  return {
    ...(typeof KeyMarker === "string" ? { KeyMarker } : {}),
    ...(typeof UploadIdMarker === "string" ? { UploadIdMarker } : {}),
  };
}

import type { DeleteObjectsOutput, StorageClass } from "@aws-sdk/client-s3";
import type { z } from "zod";
import { iso } from "../../core/time.ts";
import { type Route, route } from "../service.ts";
import { copySource } from "./copy-source.ts";
import { copyObject } from "./operations/copy-object.ts";
import { deleteObjects } from "./operations/delete-objects.ts";
import { listObjectsV2 } from "./operations/list-objects-v2.ts";
import { shownRestoration } from "./rest-restorations.ts";
import * as schemas from "./rest-schemas.ts";

/** Routes that speak of objects in JSON. */
export const objectListRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/objects",
    id: "listObjects",
    summary: "List objects, in the order of their keys' bytes",
    params: schemas.bucketParams,
    query: schemas.objectQuery,
    response: { status: 200, description: "A page of objects and common prefixes", schema: schemas.objects },
    async handle({ params, query }, api) {
      const page = await api.call(listObjectsV2, {
        Bucket: params.bucket,
        Prefix: query.prefix,
        Delimiter: query.delimiter,
        StartAfter: query.startAfter,
        MaxKeys: query.limit,
        ContinuationToken: query.nextToken,
        OptionalObjectAttributes: ["RestoreStatus"],
      });
      const objects = (page.Contents ?? []).map(({ Key = "", Size = 0, ETag = "", LastModified, ...more }) => ({
        key: Key,
        size: Size,
        etag: ETag,
        modifiedAt: iso(LastModified?.getTime() ?? 0),
        storageClass: more.StorageClass ?? "",
        ...shownRestoration(more),
      }));
      const commonPrefixes = (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix);
      const nextToken = page.NextContinuationToken;
      return { status: 200, json: { objects, commonPrefixes, ...(nextToken ? { nextToken } : {}) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/buckets/{bucket}/copy",
    id: "copyObject",
    summary: "Copy an object into this bucket",
    params: schemas.bucketParams,
    body: schemas.copy,
    response: { status: 200, description: "The copy", schema: schemas.copied },
    async handle({ params, body }, api) {
      const { CopyObjectResult: { ETag = "", LastModified } = {}, VersionId } = await api.call(copyObject, {
        Bucket: params.bucket,
        Key: body.key,
        CopySource: copySource({ ...body.from, version: body.from.versionId }),
        ...replacement(body),
      });
      const copied = { key: body.key, etag: ETag, modifiedAt: iso(LastModified?.getTime() ?? 0) };
      return { status: 200, json: { ...copied, ...(VersionId === undefined ? {} : { versionId: VersionId }) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/buckets/{bucket}/delete",
    id: "deleteObjects",
    summary: "Delete up to 1,000 objects",
    params: schemas.bucketParams,
    body: schemas.deletion,
    response: { status: 200, description: "What became of each key", schema: schemas.deletionResult },
    async handle({ params, body }, api) {
      const versions = body.versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
      const result = await api.call(deleteObjects, {
        Bucket: params.bucket,
        Delete: { Objects: [...body.keys.map((Key) => ({ Key })), ...versions] },
      });
      return { status: 200, json: shownDeletion(result) };
    },
  }),
];

function shownDeletion({ Deleted = [], Errors = [] }: DeleteObjectsOutput): z.input<typeof schemas.deletionResult> {
  const named = Deleted.filter(({ VersionId }) => VersionId !== undefined);
  const hidden = Deleted.filter(({ VersionId }) => VersionId === undefined);
  const deletedVersions = named.map(({ Key = "", VersionId = "" }) => ({ key: Key, versionId: VersionId }));
  const deleteMarkers = hidden.flatMap(({ Key = "", DeleteMarkerVersionId }) =>
    DeleteMarkerVersionId === undefined ? [] : [{ key: Key, versionId: DeleteMarkerVersionId }],
  );
  return {
    deleted: hidden.map(({ Key = "" }) => Key),
    ...(deletedVersions.length > 0 ? { deletedVersions } : {}),
    ...(deleteMarkers.length > 0 ? { deleteMarkers } : {}),
    failed: Errors.map(({ Key = "", VersionId, Code = "", Message = "" }) => ({
      key: Key,
      ...(VersionId === undefined ? {} : { versionId: VersionId }),
      code: Code,
      detail: Message,
    })),
  };
}

function replacement({ from: _from, key: _key, tags, storageClass, ...metadata }: z.output<typeof schemas.copy>) {
  const settings = {
    ...(storageClass === undefined ? {} : { StorageClass: storageClass as StorageClass }),
    ...(tags ? { TaggingDirective: "REPLACE" as const, Tagging: new URLSearchParams(tags).toString() } : {}),
  };
  if (Object.values(metadata).every((value) => value === undefined)) return settings;
  return {
    ...settings,
    MetadataDirective: "REPLACE" as const,
    ContentType: metadata.contentType,
    CacheControl: metadata.cacheControl,
    ContentDisposition: metadata.contentDisposition,
    ContentEncoding: metadata.contentEncoding,
    ContentLanguage: metadata.contentLanguage,
    Expires: metadata.expires,
    Metadata: metadata.metadata ?? {},
  };
}

import type { DeleteMarkerEntry, ListObjectVersionsOutput, ObjectVersion } from "@aws-sdk/client-s3";
import type { z } from "zod";
import { compareUtf8 } from "../../core/bytes.ts";
import { decodeToken, encodeToken } from "../../core/page.ts";
import { iso } from "../../core/time.ts";
import { type RestApi, type Route, route } from "../service.ts";
import type { Versioning } from "./model.ts";
import { getBucketVersioning } from "./operations/get-bucket-versioning.ts";
import { listObjectVersions } from "./operations/list-object-versions.ts";
import { putBucketVersioning } from "./operations/put-bucket-versioning.ts";
import { bucketParams } from "./rest-schemas.ts";
import * as schemas from "./rest-version-schemas.ts";
import { nextSequencer } from "./sequencer.ts";
import { sequencerOf } from "./version-id.ts";

type Status = z.output<typeof schemas.versioningStatus>;

/** Routes that speak of versions. */
export const versionRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/versioning",
    id: "getVersioning",
    summary: "Say whether a bucket keeps what is overwritten and deleted",
    params: bucketParams,
    response: { status: 200, description: "Whether versioning is on", schema: schemas.versioning },
    async handle({ params }, api) {
      return { status: 200, json: { status: await statusOf(params.bucket, api) } };
    },
  }),
  route({
    method: "PUT",
    path: "/v1/buckets/{bucket}/versioning",
    id: "putVersioning",
    summary: "Keep what is overwritten and deleted in a bucket, or cease to",
    params: bucketParams,
    body: schemas.newVersioning,
    response: { status: 200, description: "Whether versioning is on now", schema: schemas.versioning },
    async handle({ params, body }, api) {
      const Status: Versioning = body.status === "enabled" ? "Enabled" : "Suspended";
      await api.call(putBucketVersioning, { Bucket: params.bucket, VersioningConfiguration: { Status } });
      return { status: 200, json: { status: body.status } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/buckets/{bucket}/versions",
    id: "listVersions",
    summary: "List every version of every key, delete markers too",
    params: bucketParams,
    query: schemas.versionQuery,
    response: { status: 200, description: "A page of versions and common prefixes", schema: schemas.versions },
    async handle({ params, query }, api) {
      const page = await api.call(listObjectVersions, {
        Bucket: params.bucket,
        Prefix: query.prefix,
        Delimiter: query.delimiter,
        MaxKeys: query.limit,
        ...(query.nextToken === undefined ? {} : markersOf(query.nextToken)),
      });
      const next = page.IsTruncated ? { nextToken: encodeToken([page.NextKeyMarker, page.NextVersionIdMarker]) } : {};
      const commonPrefixes = (page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix);
      return { status: 200, json: { versions: shownVersions(page), commonPrefixes, ...next } };
    },
  }),
];

async function statusOf(bucket: string, api: Pick<RestApi, "call">): Promise<Status> {
  return shownStatus((await api.call(getBucketVersioning, { Bucket: bucket })).Status);
}

export function shownStatus(status: Versioning | undefined): Status {
  if (status === undefined) return "off";
  return status === "Enabled" ? "enabled" : "suspended";
}

function markersOf(token: string) {
  const markers = decodeToken(token);
  const [KeyMarker, VersionIdMarker] = Array.isArray(markers) ? markers : [];
  return {
    ...(typeof KeyMarker === "string" ? { KeyMarker } : {}),
    ...(typeof VersionIdMarker === "string" ? { VersionIdMarker } : {}),
  };
}

/** AWS tells versions and delete markers in two lists; here they stand together, in their order. */
function shownVersions({ Versions = [], DeleteMarkers = [] }: ListObjectVersionsOutput) {
  const objects = Versions.map(({ Size = 0, ETag = "", ...one }) => ({ ...shared(one), size: Size, etag: ETag }));
  const markers = DeleteMarkers.map((one) => ({ ...shared(one), deleteMarker: true }));
  return [...objects, ...markers].sort(
    (left, right) =>
      compareUtf8(left.key, right.key) ||
      Number(right.latest) - Number(left.latest) ||
      compareUtf8(orderOf(right), orderOf(left)),
  );
}

/** An id tells it to the last version within a millisecond; "null" has only its instant. */
function orderOf({ versionId, modifiedAt }: { readonly versionId: string; readonly modifiedAt: string }): string {
  return sequencerOf(versionId) ?? nextSequencer(Date.parse(modifiedAt), undefined);
}

function shared(one: ObjectVersion | DeleteMarkerEntry) {
  return {
    key: one.Key ?? "",
    versionId: one.VersionId ?? "",
    latest: one.IsLatest === true,
    deleteMarker: false,
    modifiedAt: iso(one.LastModified?.getTime() ?? 0),
  };
}

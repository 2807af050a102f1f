import type { ListObjectVersionsOutput, ListObjectVersionsRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { MAX_LIST_KEYS } from "../limits.ts";
import { checkEncoding, checkListLimit } from "../list-limit.ts";
import { type Asked, askedOf, objectSummary } from "../listed-object.ts";
import { checkKeyPart } from "../object-key.ts";
import { ownersOf } from "../object-rights.ts";
import { shownId } from "../standing.ts";
import { readBucket } from "../stored-bucket.ts";
import { listVersions, type VersionItem } from "../version-listing.ts";

type Encode = (text: string) => string;

/** Every version of every key, delete markers too. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html */
export const listObjectVersions = operation<ListObjectVersionsRequest, ListObjectVersionsOutput>()({
  service: "s3",
  name: "ListObjectVersions",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:ListBucketVersions" });
    const limit = checkListLimit("max-keys", input.MaxKeys, MAX_LIST_KEYS);
    checkEncoding(input.EncodingType);
    const request = {
      prefix: checkKeyPart(input.Prefix) ?? "",
      delimiter: input.Delimiter ?? "",
      keyMarker: checkKeyPart(input.KeyMarker),
      versionMarker: checkMarker(input),
      limit,
    };
    const page = await listVersions(bucket, request, tools);
    const versions = page.items.flatMap((item) =>
      item.kind === "prefix" || item.version.marker ? [] : [item.version],
    );
    return { bucket, limit, page, ownerOf: await ownersOf(bucket, versions, tools) };
  },

  commit({ bucket, limit, page, ownerOf }, input, context) {
    const encode = checkEncoding(input.EncodingType);
    const prefixes = page.items.filter((item) => item.kind === "prefix");
    return {
      output: {
        Name: bucket.name,
        Prefix: encode(input.Prefix ?? ""),
        KeyMarker: encode(input.KeyMarker ?? ""),
        VersionIdMarker: input.VersionIdMarker ?? "",
        ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        MaxKeys: limit,
        IsTruncated: page.truncated,
        ...(page.truncated ? nextMarkers(page.items.at(-1), encode) : {}),
        ...shownItems(page.items, { encode, ownerOf, asked: askedOf(input, context) }),
        ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map(({ prefix }) => ({ Prefix: encode(prefix) })) } : {}),
      },
    };
  },
});

function checkMarker({ KeyMarker, VersionIdMarker }: ListObjectVersionsRequest): string | undefined {
  if (VersionIdMarker === undefined) return undefined;
  const argument = { name: "version-id-marker", value: VersionIdMarker };
  if (VersionIdMarker === "") throw invalidArgument("A version-id marker cannot be empty.", argument, "versioning");
  if (KeyMarker) return VersionIdMarker;
  throw invalidArgument("A version-id marker cannot be specified without a key marker.", argument, "versioning");
}

function nextMarkers(last: VersionItem | undefined, encode: Encode) {
  if (!last) return {};
  if (last.kind === "prefix") return { NextKeyMarker: encode(last.prefix) };
  return { NextKeyMarker: encode(last.key), NextVersionIdMarker: shownId(last.version) };
}

interface Shown {
  readonly encode: Encode;
  readonly ownerOf: Awaited<ReturnType<typeof ownersOf>>;
  readonly asked: Asked;
}

function shownItems(items: readonly VersionItem[], { encode, ownerOf, asked }: Shown) {
  const Versions = items.flatMap((item) => {
    if (item.kind === "prefix" || item.version.marker) return [];
    const { version, isLatest } = item;
    const summary = objectSummary(encode(item.key), version, asked);
    return [{ ...summary, IsLatest: isLatest, VersionId: shownId(version), Owner: ownerOf(version) }];
  });
  const DeleteMarkers = items.flatMap((item) => {
    if (item.kind === "prefix" || !item.version.marker) return [];
    const { version, isLatest } = item;
    const LastModified = new Date(version.modifiedAt);
    const Owner = ownerOf({});
    return [{ Key: encode(item.key), LastModified, IsLatest: isLatest, VersionId: shownId(version), Owner }];
  });
  return {
    ...(Versions.length > 0 ? { Versions } : {}),
    ...(DeleteMarkers.length > 0 ? { DeleteMarkers } : {}),
  };
}

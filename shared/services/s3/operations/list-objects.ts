import type { ListObjectsOutput, ListObjectsRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { MAX_LIST_KEYS } from "../limits.ts";
import { checkEncoding, checkListLimit } from "../list-limit.ts";
import { askedOf, listedObject } from "../listed-object.ts";
import { endOfPrefix, listPage } from "../listing.ts";
import { checkKeyPart } from "../object-key.ts";
import { ownersOf } from "../object-rights.ts";
import { readBucket } from "../stored-bucket.ts";
import { objectFromRow, objectsPartition } from "../table.ts";

/** The first version of the list, which older clients still use. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html */
export const listObjects = operation<ListObjectsRequest, ListObjectsOutput>()({
  service: "s3",
  name: "ListObjects",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:ListBucket" });
    const maxKeys = checkListLimit("maxKeys", input.MaxKeys, MAX_LIST_KEYS);
    checkEncoding(input.EncodingType);
    const page = await listPage(tools.store, {
      ...objectsPartition(tools.context, bucket),
      prefix: checkKeyPart(input.Prefix) ?? "",
      delimiter: input.Delimiter ?? "",
      after: behindMarker(input),
      maxKeys,
    });
    const listed = page.entries.flatMap((entry) => (entry.kind === "object" ? [objectFromRow(entry.row)] : []));
    return { bucket, maxKeys, page, ownerOf: await ownersOf(bucket, listed, tools) };
  },

  commit({ bucket, maxKeys, page, ownerOf }, input, context) {
    const asked = askedOf(input, context);
    const encode = checkEncoding(input.EncodingType);
    const objects = page.entries.filter((entry) => entry.kind === "object");
    const prefixes = page.entries.filter((entry) => entry.kind === "prefix");
    const last = page.entries.at(-1);
    const next = last?.kind === "object" ? last.row.sort : last?.prefix;
    return {
      output: {
        Name: bucket.name,
        Prefix: encode(input.Prefix ?? ""),
        Marker: encode(input.Marker ?? ""),
        ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        MaxKeys: maxKeys,
        IsTruncated: page.truncated,
        // Without a delimiter the last key itself is where to go on.
        ...(page.truncated && input.Delimiter && next !== undefined ? { NextMarker: encode(next) } : {}),
        ...(objects.length > 0
          ? {
              Contents: objects.map((entry) => ({
                ...listedObject(entry, encode, asked),
                Owner: ownerOf(objectFromRow(entry.row)),
              })),
            }
          : {}),
        ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map(({ prefix }) => ({ Prefix: encode(prefix) })) } : {}),
      },
    };
  },
});

/** A marker that is a common prefix stands for every key below it. */
function behindMarker({ Marker, Delimiter, Prefix = "" }: ListObjectsRequest): string | undefined {
  const marker = checkKeyPart(Marker);
  if (marker === undefined || !Delimiter) return marker;
  const isPrefix = marker.endsWith(Delimiter) && marker.length > Prefix.length;
  return isPrefix ? endOfPrefix(marker) : marker;
}

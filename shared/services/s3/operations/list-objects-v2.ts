import type { ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { decodePosition, encodePosition } from "../continuation.ts";
import { MAX_LIST_KEYS } from "../limits.ts";
import { checkEncoding, checkListLimit } from "../list-limit.ts";
import { askedOf, listedObject } from "../listed-object.ts";
import { type Entry, endOfPrefix, listPage } from "../listing.ts";
import { checkKeyPart } from "../object-key.ts";
import { ownersOf } from "../object-rights.ts";
import { readBucket } from "../stored-bucket.ts";
import { objectFromRow, objectsPartition } from "../table.ts";

/** Keys in the order of their UTF-8 bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = operation<ListObjectsV2Request, ListObjectsV2Output>()({
  service: "s3",
  name: "ListObjectsV2",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:ListBucket" });
    const maxKeys = checkListLimit("maxKeys", input.MaxKeys, MAX_LIST_KEYS);
    checkEncoding(input.EncodingType);
    const token = input.ContinuationToken;
    const position = token === undefined ? undefined : decodePosition(token);
    const after = position ? behind(position) : checkKeyPart(input.StartAfter);
    const page = await listPage(tools.store, {
      ...objectsPartition(tools.context, bucket),
      prefix: checkKeyPart(input.Prefix) ?? "",
      delimiter: input.Delimiter ?? "",
      after,
      maxKeys,
    });
    const listed = page.entries.flatMap((entry) => (entry.kind === "object" ? [objectFromRow(entry.row)] : []));
    return { bucket, maxKeys, page, ownerOf: await ownersOf(bucket, input.FetchOwner ? listed : [], tools) };
  },

  commit({ bucket, maxKeys, page, ownerOf }, input, context) {
    const asked = askedOf(input, context);
    const encode = checkEncoding(input.EncodingType);
    const objects = page.entries.filter((entry) => entry.kind === "object");
    const prefixes = page.entries.filter((entry) => entry.kind === "prefix");
    const owner = (entry: Extract<Entry, { kind: "object" }>) =>
      input.FetchOwner ? { Owner: ownerOf(objectFromRow(entry.row)) } : {};
    const last = page.entries.at(-1);
    return {
      output: {
        Name: bucket.name,
        Prefix: encode(input.Prefix ?? ""),
        ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
        ...(input.StartAfter ? { StartAfter: encode(input.StartAfter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        ...(input.ContinuationToken === undefined ? {} : { ContinuationToken: input.ContinuationToken }),
        MaxKeys: maxKeys,
        KeyCount: page.entries.length,
        IsTruncated: page.truncated,
        ...(page.truncated && last ? { NextContinuationToken: encodePosition(position(last)) } : {}),
        ...(objects.length > 0
          ? { Contents: objects.map((entry) => ({ ...listedObject(entry, encode, asked), ...owner(entry) })) }
          : {}),
        ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map(({ prefix }) => ({ Prefix: encode(prefix) })) } : {}),
      },
    };
  },
});

function position(entry: Entry) {
  return entry.kind === "object" ? { key: entry.row.sort } : { prefix: entry.prefix };
}

function behind(position: ReturnType<typeof decodePosition>): string {
  return "key" in position ? position.key : endOfPrefix(position.prefix);
}

import type { ListObjectsV2Output, ListObjectsV2Request } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { decodePosition, encodePosition } from "../continuation.ts";
import { invalidArgument } from "../errors.ts";
import { MAX_KEYS_ARGUMENT, MAX_LIST_KEYS } from "../limits.ts";
import { type Entry, endOfPrefix, listPage } from "../listing.ts";
import { checkKeyPart } from "../object-key.ts";
import { etagOf } from "../object-metadata.ts";
import { canonicalUserId } from "../owner.ts";
import { readBucket } from "../stored-bucket.ts";
import { objectFromRow, objectsPartition } from "../table.ts";
import { urlEncodeKey } from "../url-encoding.ts";

/** Keys in the order of their UTF-8 bytes. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export const listObjectsV2 = operation<ListObjectsV2Request, ListObjectsV2Output>()({
  service: "s3",
  name: "ListObjectsV2",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools);
    const maxKeys = checkArguments(input);
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
    return { bucket, maxKeys, page };
  },

  commit({ bucket, maxKeys, page }, input) {
    const encode = input.EncodingType === "url" ? urlEncodeKey : (text: string) => text;
    const objects = page.entries.filter((entry) => entry.kind === "object");
    const prefixes = page.entries.filter((entry) => entry.kind === "prefix");
    const owner = input.FetchOwner ? { Owner: { ID: canonicalUserId(bucket.account) } } : {};
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
        ...(objects.length > 0 ? { Contents: objects.map((entry) => ({ ...content(entry, encode), ...owner })) } : {}),
        ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map(({ prefix }) => ({ Prefix: encode(prefix) })) } : {}),
      },
    };
  },
});

function checkArguments(input: ListObjectsV2Request): number {
  const maxKeys = input.MaxKeys ?? MAX_LIST_KEYS;
  if (!Number.isInteger(maxKeys) || maxKeys < 0 || maxKeys > MAX_KEYS_ARGUMENT) {
    const message = `Argument maxKeys must be an integer between 0 and ${MAX_KEYS_ARGUMENT}`;
    throw invalidArgument(message, { name: "maxKeys", value: String(maxKeys) });
  }
  if (input.EncodingType !== undefined && input.EncodingType !== "url") {
    const argument = { name: "encoding-type", value: input.EncodingType || null };
    throw invalidArgument("Invalid Encoding Method specified in Request", argument);
  }
  return Math.min(maxKeys, MAX_LIST_KEYS);
}

function position(entry: Entry) {
  return entry.kind === "object" ? { key: entry.row.sort } : { prefix: entry.prefix };
}

function behind(position: ReturnType<typeof decodePosition>): string {
  return "key" in position ? position.key : endOfPrefix(position.prefix);
}

function content(entry: Extract<Entry, { kind: "object" }>, encode: (text: string) => string) {
  const object = objectFromRow(entry.row);
  return {
    Key: encode(entry.row.sort),
    LastModified: new Date(object.modifiedAt),
    ETag: etagOf(object),
    Size: object.body.size,
    StorageClass: "STANDARD" as const,
  };
}

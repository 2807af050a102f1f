import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from "@aws-sdk/client-s3";
import { operation, type ReadTools } from "../../service.ts";
import { invalidArgument } from "../errors.ts";
import { MAX_LIST_UPLOADS } from "../limits.ts";
import { checkEncoding, checkListLimit } from "../list-limit.ts";
import { endOfPrefix, listPage } from "../listing.ts";
import type { Bucket, ListedUpload } from "../model.ts";
import { checkKeyPart } from "../object-key.ts";
import { initiatorOf, ownersOf } from "../object-rights.ts";
import { DEFAULT_CLASS } from "../storage-class.ts";
import { readBucket } from "../stored-bucket.ts";
import { keyUploads, uploadsFromRow, uploadsPartition } from "../table.ts";

type Item =
  | { readonly kind: "upload"; readonly key: string; readonly upload: ListedUpload }
  | { readonly kind: "prefix"; readonly prefix: string };

/** In the order of keys, those of one key in the order of their beginning. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html */
export const listMultipartUploads = operation<ListMultipartUploadsRequest, ListMultipartUploadsOutput>()({
  service: "s3",
  name: "ListMultipartUploads",

  async prefetch(input, tools) {
    const { bucket } = await readBucket(input, tools, { action: "s3:ListBucketMultipartUploads" });
    const limit = checkListLimit("max-uploads", input.MaxUploads, MAX_LIST_UPLOADS);
    checkEncoding(input.EncodingType);
    const rest = await restOfMarker(input, bucket, tools);
    const page = await listPage(tools.store, {
      ...uploadsPartition(tools.context, bucket),
      prefix: checkKeyPart(input.Prefix) ?? "",
      delimiter: input.Delimiter ?? "",
      after: behindMarker(input),
      maxKeys: limit,
    });
    const listed = page.entries.flatMap((entry): Item[] => {
      if (entry.kind === "prefix") return [entry];
      return uploadsFromRow(entry.row).map((upload) => ({ kind: "upload", key: entry.row.sort, upload }));
    });
    const all = [...rest, ...listed];
    const items = all.slice(0, limit);
    const uploads = items.flatMap((item) => (item.kind === "upload" ? [item.upload] : []));
    const ownerOf = await ownersOf(bucket, uploads, tools);
    return { bucket, limit, items, ownerOf, truncated: page.truncated || all.length > limit };
  },

  commit({ bucket, limit, items, ownerOf, truncated }, input) {
    const encode = checkEncoding(input.EncodingType);
    const uploads = items.filter((item) => item.kind === "upload");
    const prefixes = items.filter((item) => item.kind === "prefix");
    const last = items.at(-1);
    return {
      output: {
        Bucket: bucket.name,
        KeyMarker: encode(input.KeyMarker ?? ""),
        // Without a key AWS passes over it.
        UploadIdMarker: input.KeyMarker ? (input.UploadIdMarker ?? "") : "",
        NextKeyMarker: encode(last?.kind === "upload" ? last.key : (last?.prefix ?? "")),
        NextUploadIdMarker: last?.kind === "upload" ? last.upload.id : "",
        ...(input.Prefix === undefined ? {} : { Prefix: encode(input.Prefix) }),
        ...(input.Delimiter ? { Delimiter: encode(input.Delimiter) } : {}),
        ...(input.EncodingType ? { EncodingType: input.EncodingType } : {}),
        MaxUploads: limit,
        IsTruncated: truncated,
        ...(uploads.length > 0
          ? { Uploads: uploads.map((item) => ({ ...shown(item, bucket, encode), Owner: ownerOf(item.upload) })) }
          : {}),
        ...(prefixes.length > 0 ? { CommonPrefixes: prefixes.map(({ prefix }) => ({ Prefix: encode(prefix) })) } : {}),
      } as ListMultipartUploadsOutput,
    };
  },
});

/** The marker's own key may have uploads behind the one that it names. Without an upload id the marker is the whole key. */
async function restOfMarker(
  { KeyMarker, UploadIdMarker }: ListMultipartUploadsRequest,
  bucket: Bucket,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<Item[]> {
  const key = checkKeyPart(KeyMarker);
  if (key === undefined || !UploadIdMarker) return [];
  const uploads = uploadsFromRow(await store.get(keyUploads(context, bucket, key)));
  const index = uploads.findIndex(({ id }) => id === UploadIdMarker);
  if (index === -1) {
    throw invalidArgument("Invalid uploadId marker", { name: "upload-id-marker", value: UploadIdMarker });
  }
  return uploads.slice(index + 1).map((upload) => ({ kind: "upload", key, upload }));
}

/** A marker that is a common prefix stands for every key below it. */
function behindMarker({ KeyMarker, Delimiter, UploadIdMarker }: ListMultipartUploadsRequest): string | undefined {
  const marker = checkKeyPart(KeyMarker);
  if (marker === undefined) return undefined;
  return Delimiter && !UploadIdMarker && marker.endsWith(Delimiter) ? endOfPrefix(marker) : marker;
}

function shown({ key, upload }: Extract<Item, { kind: "upload" }>, bucket: Bucket, encode: (text: string) => string) {
  return {
    Key: encode(key),
    UploadId: upload.id,
    Initiator: initiatorOf(bucket, upload),
    StorageClass: upload.storageClass ?? DEFAULT_CLASS,
    Initiated: new Date(upload.startedAt),
    ...(upload.checksum ? { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type } : {}),
  };
}

import type { ListPartsOutput, ListPartsRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { abortMembers, readLifecycle } from "../lifecycle-header.ts";
import { MAX_LIST_PARTS } from "../limits.ts";
import { checkListLimit } from "../list-limit.ts";
import type { Upload, UploadedPart } from "../model.ts";
import { sumMember } from "../object-checksum.ts";
import { initiatorOf, ownersOf } from "../object-rights.ts";
import { DEFAULT_CLASS } from "../storage-class.ts";
import { readUpload } from "../stored-upload.ts";
import { PARTS_END, partFromRow, partKey, uploadPartition } from "../table.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export const listParts = operation<ListPartsRequest, ListPartsOutput>()({
  service: "s3",
  name: "ListParts",

  async prefetch(input, tools) {
    const { bucket, upload } = await readUpload(input, tools, "s3:ListMultipartUploadParts");
    const marker = Number(input.PartNumberMarker ?? 0) || 0;
    const limit = checkListLimit("max-parts", input.MaxParts, MAX_LIST_PARTS);
    const { sort: after } = partKey(tools.context, bucket, upload.id, marker);
    const partition = uploadPartition(tools.context, bucket, upload.id);
    const rows = await tools.store.query({ ...partition, after, before: PARTS_END, limit: limit + 1 });
    const aborts = abortMembers(await readLifecycle(bucket, tools), upload);
    const owner = (await ownersOf(bucket, [upload], tools))(upload);
    return { bucket, upload, owner, marker, limit, aborts, parts: rows.map(partFromRow) };
  },

  commit({ bucket, upload, owner, marker, limit, aborts, parts }) {
    const page = parts.slice(0, limit);
    return {
      output: {
        Bucket: bucket.name,
        Key: upload.key,
        UploadId: upload.id,
        ...aborts,
        PartNumberMarker: String(marker),
        NextPartNumberMarker: String(page.at(-1)?.number ?? 0),
        MaxParts: limit,
        IsTruncated: parts.length > limit,
        ...(page.length > 0 ? { Parts: page.map((part) => shown(part, upload)) } : {}),
        Initiator: initiatorOf(bucket, upload),
        Owner: owner,
        StorageClass: upload.storageClass ?? DEFAULT_CLASS,
        ...(upload.checksum
          ? { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }
          : {}),
      } as ListPartsOutput,
    };
  },
});

function shown({ number, body, checksum, modifiedAt }: UploadedPart, upload: Upload) {
  return {
    PartNumber: number,
    LastModified: new Date(modifiedAt),
    ETag: `"${body.md5}"`,
    Size: body.size,
    ...(upload.checksum ? sumMember(upload.checksum.algorithm, checksum) : {}),
  };
}

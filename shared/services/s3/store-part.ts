import type { RequestContext } from "../../core/context.ts";
import { counted } from "../../core/counted.ts";
import type { Part } from "../../core/manifest.ts";
import type { Row } from "../../ports/table-store.ts";
import type { Done } from "../service.ts";
import type { Bucket, Upload, UploadedPart } from "./model.ts";
import { bucketArn, partFromRow, partKey, putPart, uploadKey } from "./table.ts";

/** A part whose bytes are stored, and the place where it belongs. */
export interface StoredPart {
  readonly bucket: Bucket;
  readonly upload: Upload;
  readonly number: number;
  readonly body: Part;
  readonly checksum: string | undefined;
  /** The row of the part that has the number now. */
  readonly present: Row | undefined;
}

/** Puts a part into its upload, while there is the upload. */
export function storePart(
  { bucket, upload, number, body, checksum, present }: StoredPart,
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const part: UploadedPart = {
    number,
    body,
    modifiedAt: context.now,
    ...(checksum === undefined ? {} : { checksum }),
  };
  const key = partKey(context, bucket, upload.id, number);
  return {
    writes: [
      putPart(key, part, present ? { version: present.version } : "absent"),
      // Parts of one upload that commit at the same instant may meet here on DynamoDB; they try again.
      { kind: "check", key: uploadKey(context, bucket, upload.id), expect: "present" },
    ],
    bodies: { keep: [body], ...(present ? { drop: [partFromRow(present).body] } : {}) },
    events: [
      {
        type: "multipart.part-stored",
        resource: bucketArn(bucket.name),
        text: `part ${number} of the upload of ${upload.key} stored: ${counted(body.size, "byte")}`,
        detail: { key: upload.key, uploadId: upload.id, part: number, size: body.size },
      },
    ],
  };
}

import type { Value } from "../../core/json.ts";
import type { Delete, Key, Put, Row } from "../../ports/table-store.ts";
import type { PutRequest } from "./put-checks.ts";
import { type BucketPlace, uploadsPartition } from "./table.ts";

/**
 * An upload that a client makes by itself, by a URL that it was given. Where the client can reach the store of bytes, it puts a blob there and
 * the object is made of it when the client says that it is done. Elsewhere the URL is S3's own, and makes the object at once.
 */
export interface PresignedUpload {
  readonly id: string;
  readonly key: string;
  /** What the object is to be besides its bytes. */
  readonly put: Pick<PutRequest, "ContentType" | "Metadata">;
  /** Playground time. */
  readonly createdAt: number;
  /** The blob that the client fills. */
  readonly blob?: string;
}

export interface StoredPresignedUpload {
  readonly upload: PresignedUpload;
  readonly version: string;
}

type Root = Parameters<typeof uploadsPartition>[0];

export function presignedKey(scope: Root, bucket: BucketPlace, id: string): Key {
  const { table, partition } = uploadsPartition(scope, bucket);
  return { table, partition: `${partition}/presigned`, sort: id };
}

export function putPresigned(scope: Root, bucket: BucketPlace, upload: PresignedUpload): Put {
  return {
    kind: "put",
    key: presignedKey(scope, bucket, upload.id),
    value: upload as unknown as Value,
    expect: "absent",
  };
}

export function deletePresigned(scope: Root, bucket: BucketPlace, { upload, version }: StoredPresignedUpload): Delete {
  return { kind: "delete", key: presignedKey(scope, bucket, upload.id), expect: { version } };
}

export function presignedFromRow(row: Row): StoredPresignedUpload {
  return { upload: row.value as unknown as PresignedUpload, version: row.version };
}

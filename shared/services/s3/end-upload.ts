import type { RequestContext } from "../../core/context.ts";
import type { Row, Write } from "../../ports/table-store.ts";
import type { StoredUpload } from "./stored-upload.ts";
import { keyUploads, putUploads, uploadKey, uploadsFromRow } from "./table.ts";

/** Removes an upload, so that no part can join it any more, and strikes it off its key's list. */
export function endUpload(
  { bucket, upload, version }: StoredUpload,
  listed: Row | undefined,
  context: RequestContext,
): readonly Write[] {
  const ended: Write = { kind: "delete", key: uploadKey(context, bucket, upload.id), expect: { version } };
  if (!listed) return [ended];
  const others = uploadsFromRow(listed).filter(({ id }) => id !== upload.id);
  return [ended, putUploads(keyUploads(context, bucket, upload.key), others, { version: listed.version })];
}

import type { DeleteObjectOutput, DeleteObjectRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { checkWrite } from "../conditions.ts";
import { checkVersion } from "../object-key.ts";
import { release } from "../parts.ts";
import { removeObject } from "../remove-object.ts";
import { readSlot } from "../stored-object.ts";
import { totalsKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";

/**
 * Deleting what isn't there succeeds too: the outcome is the same, so a retry does no harm.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html
 */
export const deleteObject = operation<DeleteObjectRequest, DeleteObjectOutput>()({
  service: "s3",
  name: "DeleteObject",

  async prefetch(input, tools) {
    refuseUnbuilt(input);
    const slot = await readSlot(input, tools, "s3:DeleteObject");
    checkVersion(slot.key, input.VersionId);
    checkWrite({ IfMatch: input.IfMatch }, slot.present, slot.key);
    return slot;
  },

  commit({ bucket, key, present }, _input, context) {
    if (!present) return { output: {} };
    const { writes, effects, events } = removeObject(bucket, key, present, context);
    const released = release([present.body], bucket, context);
    const shrunk = { objects: -1, bytes: -present.body.size };
    return {
      output: {},
      writes: [...writes, { kind: "add", key: totalsKey(context, bucket), by: shrunk }],
      effects: [...effects, ...released.effects],
      events,
      bodies: { drop: released.drop },
    };
  },
});

import type { UpdateObjectEncryptionRequest, UpdateObjectEncryptionResponse } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { checkUpdatable, newObjectKey } from "../encryption-update.ts";
import { readObject } from "../found-object.ts";
import { rewrite } from "../rewrite-version.ts";
import { bucketArn } from "../table.ts";

const WRITE = {
  action: "s3:UpdateObjectEncryption",
  versionAction: "s3:UpdateObjectEncryption",
  method: "PUT",
} as const;

/** Names another key for an object; neither its bytes nor its date change. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateObjectEncryption.html */
export const updateObjectEncryption = operation<UpdateObjectEncryptionRequest, UpdateObjectEncryptionResponse>()({
  service: "s3",
  name: "UpdateObjectEncryption",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, WRITE);
    const encryption = newObjectKey(input.ObjectEncryption, found.bucket);
    checkUpdatable(found.object, tools.now);
    return { found, encryption };
  },

  commit({ found, encryption }) {
    const { bucket, key } = found;
    const named = encryption.kind === "kms" ? encryption.keyId : "";
    return {
      output: {},
      writes: [rewrite(found, { encryption })],
      events: [
        {
          type: "object.encryption",
          resource: bucketArn(bucket.name),
          text: `${key} in ${bucket.name} names the KMS key ${named} from now on; nothing is encrypted here`,
          detail: { key },
        },
      ],
    };
  },
});

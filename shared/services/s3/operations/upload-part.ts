import type { UploadPartOutput, UploadPartRequest } from "@aws-sdk/client-s3";
import type { Body } from "../../../core/body.ts";
import { assert } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { type SummedInput, sumOfBody } from "../body-sum.ts";
import { checkDigest } from "../digest.ts";
import { givenChecksum, sumMember } from "../object-checksum.ts";
import { checkEncryption, encryptionMembers } from "../object-encryption.ts";
import { type StoredPart, storePart } from "../store-part.ts";
import { checkPartNumber, readUpload } from "../stored-upload.ts";
import { partKey } from "../table.ts";
import { refuseUnbuilt } from "../unbuilt.ts";
import { checkPartAlgorithm, summedBy } from "../upload-checksum.ts";

export interface UploadPartInput extends Omit<UploadPartRequest, "Body">, SummedInput {
  /** Stored already. */
  readonly Body?: Body;
}

/** Stores one part, over whatever part has the number. https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export const uploadPart = operation<UploadPartInput, UploadPartOutput>()({
  service: "s3",
  name: "UploadPart",

  async prefetch(input, tools): Promise<StoredPart> {
    const number = checkPartNumber(input.PartNumber);
    refuseUnbuilt(input);
    const { bucket, upload } = await readUpload(input, tools, "s3:PutObject");
    const { Body: body } = input;
    checkEncryption(input, upload);
    assert(body && body.kind !== "parts", "a part's body is stored before it is uploaded");
    checkDigest(input.ContentMD5, body);
    checkPartAlgorithm(upload.checksum, input);
    const checksum = await sumOfBody(input, body, summedBy(upload).algorithm, tools);
    const present = await tools.store.get(partKey(tools.context, bucket, upload.id, number));
    return { bucket, upload, number, body, checksum, present };
  },

  commit(part, input, context) {
    const { upload, body, checksum } = part;
    const given = givenChecksum(input);
    // Of an upload without an algorithm AWS answers what the client said.
    const told = upload.checksum ? { algorithm: upload.checksum.algorithm, value: checksum } : given;
    const sum = told ? sumMember(told.algorithm, told.value) : {};
    return {
      ...storePart(part, context),
      output: { ETag: `"${body.md5}"`, ...encryptionMembers(upload.encryption), ...sum },
    };
  },
});

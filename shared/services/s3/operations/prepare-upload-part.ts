import { operation } from "../../service.ts";
import { checkPartNumber, readUpload, type UploadInput } from "../stored-upload.ts";

interface PrepareUploadPartInput extends UploadInput {
  readonly PartNumber?: number | undefined;
}

/** Ours: refuses a part that would be refused anyhow, before a client has sent it. UploadPart looks again. */
export const prepareUploadPart = operation<PrepareUploadPartInput, Record<string, never>>()({
  service: "s3",
  name: "PrepareUploadPart",
  internal: true,

  async prefetch(input, tools) {
    checkPartNumber(input.PartNumber);
    await readUpload(input, tools, "s3:PutObject");
  },

  commit: () => ({ output: {} }),
});

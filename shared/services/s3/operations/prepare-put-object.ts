import { operation } from "../../service.ts";
import { checkPut, type PutRequest } from "../put-checks.ts";

/** Ours: refuses a put that would be refused anyhow, before a client has sent gigabytes. PutObject looks again. */
export const preparePutObject = operation<PutRequest, Record<string, never>>()({
  service: "s3",
  name: "PreparePutObject",
  internal: true,

  async prefetch(input, tools) {
    await checkPut(input, tools);
  },

  commit: () => ({ output: {} }),
});

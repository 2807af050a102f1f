import { operation } from "../../service.ts";
import { readConfiguration } from "../configuration.ts";
import { corsHeaders } from "../cors.ts";
import { findBucket } from "../stored-bucket.ts";

interface CheckOriginInput {
  readonly Bucket: string;
  readonly Origin: string;
  readonly Method: string;
  /** In a preflight: what the page wants to send. */
  readonly Headers?: readonly string[];
}

/** Why a page may not, or the headers that tell its browser that it may. */
export type OriginAnswer =
  | { readonly allowed: true; readonly headers: Readonly<Record<string, string>> }
  | { readonly allowed: false; readonly reason: "noBucket" | "noRules" | "noRuleFits" };

/** Ours: whether a bucket's CORS rules let a web page's request in. The door asks before it reads the request. */
export const checkOrigin = operation<CheckOriginInput, OriginAnswer>()({
  service: "s3",
  name: "CheckOrigin",
  internal: true,

  async prefetch({ Bucket }, tools) {
    const bucket = (await findBucket(Bucket, tools))?.bucket;
    return bucket && { rules: await readConfiguration(bucket, "cors", tools) };
  },

  commit(found, { Origin, Method, Headers }): { output: OriginAnswer } {
    if (!found) return { output: { allowed: false, reason: "noBucket" } };
    if (!found.rules) return { output: { allowed: false, reason: "noRules" } };
    const request = { origin: Origin, method: Method, ...(Headers ? { headers: Headers } : {}) };
    const headers = corsHeaders(found.rules, request);
    return { output: headers ? { allowed: true, headers } : { allowed: false, reason: "noRuleFits" } };
  },
});

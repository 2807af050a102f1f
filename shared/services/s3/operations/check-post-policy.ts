import { operation } from "../../service.ts";
import { checkPostPolicy as check, type SizeRange } from "../post-policy.ts";

interface CheckPostPolicyInput {
  readonly Bucket: string;
  /** Base64, as it was signed. */
  readonly Policy: string;
  /** Names in lower case. */
  readonly Fields: readonly (readonly [name: string, value: string])[];
}

/** Ours: holds a browser's form to the policy in it, by wall time, as everything that is signed. The door asks before it reads the file. */
export const checkPostPolicy = operation<CheckPostPolicyInput, SizeRange>()({
  service: "s3",
  name: "CheckPostPolicy",
  internal: true,

  prefetch: async (_input, { wallNow }) => wallNow,

  commit: (wallNow, { Bucket, Policy, Fields }) => ({ output: check(Policy, new Map(Fields), Bucket, wallNow) }),
});

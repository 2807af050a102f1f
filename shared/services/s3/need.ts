import type { Conditions } from "../../core/policy/decide.ts";
import type { Rights } from "./object-rights.ts";

/** What a request needs to be allowed: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
export interface Need {
  readonly action: `s3:${string}`;
  /** Of the object that it is done to; the bucket itself when absent. */
  readonly key?: string | undefined;
  /** Condition keys that the request's members don't say: `s3:ExistingObjectTag/colour`. */
  readonly conditions?: Conditions;
  /** Of the object or upload that is there, where it has been looked at. */
  readonly rights?: Rights | undefined;
  /** It may be asked from another region than the bucket's. */
  readonly anyRegion?: true;
}

/** What s3:PutObject is asked for: `creates` is false for what comes before there is an object, as parts. */
export function writeNeed(action: Need["action"], key: string | undefined, creates: boolean): Need {
  const conditions = { "s3:ObjectCreationOperation": [String(creates)] };
  return action === "s3:PutObject" ? { action, key, conditions } : { action, key };
}

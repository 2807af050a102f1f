import type { RequestContext } from "../../core/context.ts";
import type { Need } from "./need.ts";
import { canonicalIdOf } from "./object-rights.ts";

type Action = Need["action"];

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html, "conditionally required" */
const NEEDED_BY: Readonly<Record<string, Action>> = {
  Tagging: "s3:PutObjectTagging",
  ObjectLockMode: "s3:PutObjectRetention",
  ObjectLockRetainUntilDate: "s3:PutObjectRetention",
  ObjectLockLegalHoldStatus: "s3:PutObjectLegalHold",
  ACL: "s3:PutObjectAcl",
  GrantFullControl: "s3:PutObjectAcl",
  GrantRead: "s3:PutObjectAcl",
  GrantReadACP: "s3:PutObjectAcl",
  GrantWriteACP: "s3:PutObjectAcl",
};

/** Whoever stores an object with tags, a lock or a list needs to be allowed that, too. A list of what is one's own only a Deny forbids. */
export function furtherNeeds({ action, key }: Need, input: object, { principal }: RequestContext): readonly Need[] {
  if (action !== "s3:PutObject") return [];
  const given = Object.entries(input).flatMap(([member, value]) => {
    const needed = value ? NEEDED_BY[member] : undefined;
    return needed ? [needed] : [];
  });
  const own = { owner: canonicalIdOf(principal) ?? "", grants: [] };
  return [...new Set(given)].map((one) => ({ action: one, key, rights: one === "s3:PutObjectAcl" ? own : undefined }));
}

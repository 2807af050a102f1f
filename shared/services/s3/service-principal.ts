import type { Principal } from "../../core/context.ts";
import type { Bucket } from "./model.ts";
import { bucketArn } from "./table.ts";

/** S3 itself, acting for a bucket. Buckets' ARNs name no account, so it is said besides. */
export function servicePrincipal({ name, account }: Pick<Bucket, "name" | "account">): Principal {
  return { kind: "service", service: "s3.amazonaws.com", sourceArn: bucketArn(name), sourceAccount: account };
}

import { hash } from "node:crypto";

/** S3 names an account by 64 hexadecimal digits of its own. https://docs.aws.amazon.com/AmazonS3/latest/userguide/finding-canonical-user-id.html */
export function canonicalUserId(account: string): string {
  return hash("sha256", account);
}

import type { ClientFacts } from "../../core/context.ts";
import type { Conditions } from "../../core/policy/decide.ts";

/**
 * How a request was signed and came, for a policy's conditions.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function clientConditions({ signature, contentSha256, tlsVersion }: ClientFacts = {}): Conditions {
  const facts = {
    "s3:signatureversion": signature?.version,
    "s3:authType": signature?.type,
    "s3:signatureAge": signature?.ageMilliseconds,
    "s3:x-amz-content-sha256": contentSha256,
    "s3:TlsVersion": tlsVersion,
  };
  return Object.fromEntries(
    Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, [String(value)]]])),
  );
}

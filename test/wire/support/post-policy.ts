import { createHmac } from "node:crypto";

/** A form's policy signed the older way, by the book and not by the code that verifies it. */
export function signPolicyV2(policy: object, { accessKeyId, secret }: { accessKeyId: string; secret: string }) {
  const text = Buffer.from(JSON.stringify(policy)).toString("base64");
  const Signature = createHmac("sha1", secret).update(text).digest("base64");
  return { AWSAccessKeyId: accessKeyId, Policy: text, Signature };
}

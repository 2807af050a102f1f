import { ServiceError } from "../../shared/core/errors.ts";
import type { Credentials } from "../../shared/protocols/signature/credentials.ts";
import { malformedQuery } from "../../shared/protocols/signature/signature-faults.ts";

/** A form's fields by their lower-case names. */
export type Fields = ReadonlyMap<string, string>;

/** Who signed a form: its policy is what is signed. https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html */
export function formCredentials(fields: Fields): Credentials {
  if (fields.has("x-amz-signature") || fields.has("x-amz-algorithm") || fields.has("x-amz-credential")) {
    return withToken(fields, versionFour(fields));
  }
  if (fields.has("signature") || fields.has("awsaccesskeyid") || fields.has("policy")) {
    const accessKeyId = needed(fields, "AWSAccessKeyId");
    return withToken(fields, { kind: "v2", accessKeyId, signature: needed(fields, "Signature") });
  }
  return { kind: "anonymous" };
}

function versionFour(fields: Fields) {
  needed(fields, "X-Amz-Algorithm");
  const credential = needed(fields, "X-Amz-Credential");
  const signedAt = needed(fields, "X-Amz-Date");
  const match = /^(.+)\/(\d{8})\/([^/]+)\/([^/]+)\/aws4_request$/.exec(credential);
  if (!match) {
    throw malformedQuery(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const [, accessKeyId = "", date = "", region = "", service = ""] = match;
  const signature = needed(fields, "X-Amz-Signature");
  return { kind: "v4", accessKeyId, date, region, service, signedHeaders: [], signature, signedAt } as const;
}

function withToken<Signed extends Credentials>(fields: Fields, credentials: Signed): Signed {
  const sessionToken = fields.get("x-amz-security-token");
  return sessionToken === undefined ? credentials : { ...credentials, sessionToken };
}

export function needed(fields: Fields, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (value !== undefined) return value;
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;
  throw new ServiceError("InvalidArgument", message, { details: { ArgumentName: name, ArgumentValue: null } });
}

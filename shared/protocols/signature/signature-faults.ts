import { ServiceError } from "../../core/errors.ts";
import type { Family } from "../fault.ts";

/*
 * What AWS's front doors say of signatures. S3 has words of its own; the services behind Query and JSON share theirs but for the
 * code's ending. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
 */

type Details = Readonly<Record<string, unknown>>;

function denied(code: string, message: string, details: Details = {}, status = 403): ServiceError {
  return new ServiceError(code, message, { status, details });
}

/** An Authorization header that can't be read, before it is known who speaks: {@link inFamily} has the others' words. */
class MalformedHeader extends ServiceError {
  readonly otherwise: string;

  constructor(inS3: string, otherwise: string, details: Details) {
    super("AuthorizationHeaderMalformed", `The authorization header is malformed; ${inS3}`, { details });
    this.otherwise = otherwise;
  }
}

export function malformedHeader(inS3: string, otherwise: string, details: Details = {}): ServiceError {
  return new MalformedHeader(inS3, otherwise, details);
}

/** What else but a credential a header needs. */
export function incompleteHeader(missing: readonly string[]): ServiceError {
  const inS3 = "the authorization header requires three components: Credential, SignedHeaders, and Signature.";
  return malformedHeader(inS3, missing.map((name) => `Authorization header requires '${name}' parameter.`).join(" "));
}

export function malformedQuery(message: string): ServiceError {
  return denied("AuthorizationQueryParametersError", message, {}, 400);
}

export function unknownAlgorithm(): ServiceError {
  return malformedQuery('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
}

/** As when a client follows a link with the key that it has for somebody else. */
export function severalMechanisms(header: string | undefined): ServiceError {
  const message =
    "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter or the Authorization header should be specified";
  return wrongMechanism(message, header);
}

export function unsupportedMechanism(header: string): ServiceError {
  return wrongMechanism("Unsupported Authorization Type", header);
}

function wrongMechanism(message: string, header: string | undefined): ServiceError {
  const details = header === undefined ? {} : { ArgumentName: "Authorization", ArgumentValue: header };
  return denied("InvalidArgument", message, details, 400);
}

export function malformedCredential(): ServiceError {
  return malformedQuery(
    'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
  );
}

export function missingQueryParameters(version: "v2" | "v4"): ServiceError {
  if (version === "v2") {
    return denied(
      "AccessDenied",
      "Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    );
  }
  return malformedQuery(
    "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
  );
}

export function unsigned(family: Family): ServiceError {
  if (family === "s3") return denied("AccessDenied", "Access Denied");
  if (family === "query") return denied("MissingAuthenticationToken", "Request is missing Authentication Token");
  return denied("MissingAuthenticationTokenException", "Missing Authentication Token", {}, 400);
}

export function unknownAccessKey(family: Family, accessKeyId: string): ServiceError {
  if (family === "s3") {
    const message = "The AWS Access Key Id you provided does not exist in our records.";
    return denied("InvalidAccessKeyId", message, { AWSAccessKeyId: accessKeyId });
  }
  const message = "The security token included in the request is invalid.";
  if (family === "query") return denied("InvalidClientTokenId", message);
  return denied("UnrecognizedClientException", message, {}, 400);
}

/** A session token that nobody gave out, or that belongs to another key. */
export function invalidToken(family: Family, accessKeyId: string, token: string): ServiceError {
  if (family !== "s3") return unknownAccessKey(family, accessKeyId);
  const message = "The provided token is malformed or otherwise invalid.";
  return denied("InvalidToken", message, { "Token-0": token }, 400);
}

export function expiredToken(family: Family, token: string): ServiceError {
  if (family === "s3") return denied("ExpiredToken", "The provided token has expired.", { "Token-0": token }, 400);
  const message = "The security token included in the request is expired";
  if (family === "query") return denied("ExpiredToken", message);
  return denied("ExpiredTokenException", message, {}, 400);
}

export function wrongSignature(family: Family, details: Details): ServiceError {
  const begin = "The request signature we calculated does not match the signature you provided.";
  if (family === "s3") return denied("SignatureDoesNotMatch", `${begin} Check your key and signing method.`, details);
  const message = `${begin} Check your AWS Secret Access Key and signing method. Consult the service documentation for details.`;
  return signatureProblem(family, message);
}

/** A header that may change the meaning of a request was not signed with it. */
export function unsignedHeaders(family: Family, names: readonly string[]): ServiceError {
  if (family === "s3") {
    const message = "There were headers present in the request which were not signed";
    return denied("AccessDenied", message, { HeadersNotSigned: names.join(", ") });
  }
  const what = names.map(
    (name) =>
      `${name === "host" ? "'Host' or ':authority'" : `'${name}'`} must be a 'SignedHeader' in the AWS Authorization.`,
  );
  return signatureProblem(family, what.join(" "));
}

/** S3 wants to be told what of the body was signed. */
export function missingContentSha256(): ServiceError {
  return denied("InvalidRequest", "Missing required header for this request: x-amz-content-sha256", {}, 400);
}

export function invalidContentSha256(value: string): ServiceError {
  const message =
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.";
  return denied("InvalidArgument", message, { ArgumentName: "x-amz-content-sha256", ArgumentValue: value }, 400);
}

/** Signature version 4A, by a key pair and for several regions at once. */
export function asymmetricSignature(): ServiceError {
  const message = "Skyground verifies no signatures of version 4A (AWS4-ECDSA-P256-SHA256) yet. Sign with version 4.";
  return denied("NotImplemented", message, {}, 501);
}

/** What was said in S3's words while nobody knew who was spoken to: the others call it an incomplete signature. */
export function inFamily(error: ServiceError, family: Family): ServiceError {
  if (family === "s3" || !(error instanceof MalformedHeader)) return error;
  return incompleteSignature(family, error.otherwise);
}

export function incompleteSignature(family: Family, message: string): ServiceError {
  return denied(family === "query" ? "IncompleteSignature" : "IncompleteSignatureException", message, {}, 400);
}

/** Of the services that are not S3. */
export function signatureProblem(family: Family, message: string): ServiceError {
  if (family === "query") return denied("SignatureDoesNotMatch", message);
  return denied("InvalidSignatureException", message, {}, 400);
}

/** The credential scope names no region. */
export function invalidRegion(family: Family, region: string, expected: string): ServiceError {
  const message = `Credential should be scoped to a valid region, not '${region}'.`;
  if (family !== "s3") return signatureProblem(family, message);
  // s3cmd signs for `US` at first and takes the region to use from here.
  return malformedHeader(`the region '${region}' is wrong; expecting '${expected}'`, message, { Region: expected });
}

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

/** S3's words for an Authorization header; {@link inFamily} turns them into the others'. */
export function malformedHeader(what: string, details: Details = {}): ServiceError {
  return denied("AuthorizationHeaderMalformed", `The authorization header is malformed; ${what}`, details, 400);
}

export function malformedQuery(message: string): ServiceError {
  return denied("AuthorizationQueryParametersError", message, {}, 400);
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

export function expired(details: Details): ServiceError {
  return denied("AccessDenied", "Request has expired", details);
}

export function notYetValid(details: Details): ServiceError {
  return denied("AccessDenied", "Request is not yet valid", details);
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
  if (family === "query") return denied("SignatureDoesNotMatch", message);
  return denied("InvalidSignatureException", message, {}, 400);
}

/** A header that may change the meaning of a request was not signed with it. */
export function unsignedHeaders(family: Family, names: readonly string[]): ServiceError {
  if (family === "s3") {
    const message = "There were headers present in the request which were not signed";
    return denied("AccessDenied", message, { HeadersNotSigned: names.join(", ") });
  }
  const what = names.map((name) => `'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
  return what.length > 0 && family === "query"
    ? denied("SignatureDoesNotMatch", what.join(" "))
    : denied("InvalidSignatureException", what.join(" "), {}, 400);
}

export function skewed(
  family: Family,
  { signedAt, serverTime, maxMilliseconds }: { signedAt: string; serverTime: Date; maxMilliseconds: number },
): ServiceError {
  if (family === "s3") {
    return denied(
      "RequestTimeTooSkewed",
      "The difference between the request time and the current time is too large.",
      {
        RequestTime: signedAt,
        ServerTime: serverTime.toISOString(),
        MaxAllowedSkewMilliseconds: maxMilliseconds,
      },
    );
  }
  const message = `Signature not yet current or expired: ${signedAt} is more than ${maxMilliseconds / 60_000} min. away from ${serverTime.toISOString()}.`;
  if (family === "query") return denied("SignatureDoesNotMatch", message);
  return denied("InvalidSignatureException", message, {}, 400);
}

/** A malformed header is told in S3's words; the others call it an incomplete signature. */
export function inFamily(error: ServiceError, family: Family): ServiceError {
  if (family === "s3" || error.code !== "AuthorizationHeaderMalformed") return error;
  return denied(family === "query" ? "IncompleteSignature" : "IncompleteSignatureException", error.message, {}, 400);
}

/** The credential scope names no region. */
export function invalidRegion(family: Family, region: string, expected: string): ServiceError {
  if (family === "s3") {
    // s3cmd signs for `US` at first and takes the region to use from here.
    return malformedHeader(`the region '${region}' is wrong; expecting '${expected}'`, { Region: expected });
  }
  const message = `Credential should be scoped to a valid region, not '${region}'.`;
  if (family === "query") return denied("SignatureDoesNotMatch", message);
  return denied("InvalidSignatureException", message, {}, 400);
}

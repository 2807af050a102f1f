import type { ChecksumKind } from "../../core/checksum.ts";
import { ServiceError } from "../../core/errors.ts";

/* What can be wrong with the bytes of a body, in S3's words. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */

export function incompleteBody(): ServiceError {
  const message = "The request body terminated unexpectedly";
  return new ServiceError("IncompleteBody", message);
}

export function wrongLength(expected: number, actual: number): ServiceError {
  const message = "You did not provide the number of bytes specified by the Content-Length HTTP header";
  return new ServiceError("IncompleteBody", message, {
    details: { NumberBytesExpected: expected, NumberBytesProvided: actual },
  });
}

export function malformedChunks(): ServiceError {
  return new ServiceError("InvalidRequest", "The aws-chunked framing of the request body is malformed.");
}

export function missingDecodedLength(): ServiceError {
  const message = "You must provide the Content-Length HTTP header.";
  return new ServiceError("MissingContentLength", message, { status: 411 });
}

export function badChecksum({ name }: ChecksumKind): ServiceError {
  return new ServiceError("BadDigest", `The ${name} you specified did not match the calculated checksum.`);
}

export function missingTrailer(): ServiceError {
  return new ServiceError("MalformedTrailerError", "The request contained trailing data that was not well-formed");
}

export function invalidTrailer(kind: ChecksumKind): ServiceError {
  return new ServiceError("InvalidRequest", `Value for ${kind.header} trailing header is invalid.`);
}

export function wrongContentSha256(client: string, computed: string): ServiceError {
  return new ServiceError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { details: { ClientComputedContentSHA256: client, S3ComputedContentSHA256: computed } },
  );
}

export function invalidContentMd5(digest: string): ServiceError {
  return new ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.", {
    details: { "Content-MD5": digest },
  });
}

export function wrongContentMd5(expected: string, calculated: string): ServiceError {
  return new ServiceError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    details: { ExpectedDigest: expected, CalculatedDigest: calculated },
  });
}

import type { RequestContext } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";
import { MAX_KEY_BYTES, MAX_METADATA_BYTES, MAX_PUT_BYTES } from "./limits.ts";

/*
 * S3's errors, in AWS's words. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList
 */

export function noSuchBucket(name: string): ServiceError {
  return new ServiceError("NoSuchBucket", "The specified bucket does not exist", {
    status: 404,
    docs: "bucket",
    details: { BucketName: name },
  });
}

export function invalidBucketName(name: string): ServiceError {
  return new ServiceError("InvalidBucketName", "The specified bucket is not valid.", {
    docs: "bucket",
    details: { BucketName: name },
  });
}

export function bucketAlreadyOwnedByYou(name: string): ServiceError {
  const message = "Your previous request to create the named bucket succeeded and you already own it.";
  return new ServiceError("BucketAlreadyOwnedByYou", message, {
    status: 409,
    docs: "bucket",
    details: { BucketName: name },
  });
}

export function bucketAlreadyExists(name: string): ServiceError {
  const message =
    "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.";
  return new ServiceError("BucketAlreadyExists", message, {
    status: 409,
    docs: "bucket",
    details: { BucketName: name },
  });
}

export function bucketNotEmpty(name: string): ServiceError {
  return new ServiceError("BucketNotEmpty", "The bucket you tried to delete is not empty", {
    status: 409,
    docs: "bucket",
    details: { BucketName: name },
  });
}

export function invalidLocationConstraint(location: string): ServiceError {
  return new ServiceError("InvalidLocationConstraint", "The specified location-constraint is not valid", {
    details: { LocationConstraint: location },
  });
}

export function illegalLocationConstraint(location: string): ServiceError {
  const message = `The ${location} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  return new ServiceError("IllegalLocationConstraintException", message);
}

/** The bucket is in another region than the request was signed for. Clients take the right one from here and sign anew. */
export function wrongRegion(signed: string, region: string): ServiceError {
  const message = `The authorization header is malformed; the region '${signed}' is wrong; expecting '${region}'`;
  return new ServiceError("AuthorizationHeaderMalformed", message, {
    docs: "bucket-region",
    details: { Region: region },
    headers: { "x-amz-bucket-region": region },
  });
}

export function accessDenied(message = "Access Denied"): ServiceError {
  return new ServiceError("AccessDenied", message, { status: 403, docs: "bucket-policy" });
}

export function invalidBucketOwner(owner: string): ServiceError {
  const message = `The value of the expected bucket owner parameter must be an AWS Account ID... [${owner}]`;
  return new ServiceError("InvalidBucketOwnerAWSAccountID", message, { docs: "bucket" });
}

/** AWS has an error of its own for each thing that is not configured. */
export function notConfigured(code: string, message: string, bucket: string): ServiceError {
  return new ServiceError(code, message, { status: 404, docs: "bucket", details: { BucketName: bucket } });
}

export function requestTooBig(): ServiceError {
  return new ServiceError("MaxMessageLengthExceeded", "Your request was too big.");
}

/** Block Public Access keeps the policy out. AWS names who asked, what for, and what stopped it. */
export function publicPolicyBlocked({ account, principal }: RequestContext, bucket: string): ServiceError {
  const who = (principal.kind === "account" && principal.arn) || `arn:aws:iam::${account}:root`;
  return accessDenied(
    `User: ${who} is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::${bucket}" because public policies are prevented by the BlockPublicPolicy setting in S3 Block Public Access.`,
  );
}

export function aclNotSupported(): ServiceError {
  return new ServiceError("AccessControlListNotSupported", "The bucket does not allow ACLs", {
    docs: "access-control-list",
  });
}

/** `hiddenBy` is the delete marker that stands there instead: AWS says so in headers. */
export function noSuchKey(key: string, hiddenBy?: { readonly versionId: string }): ServiceError {
  return new ServiceError("NoSuchKey", "The specified key does not exist.", {
    status: 404,
    docs: "key",
    details: { Key: key },
    headers: hiddenBy ? { "x-amz-delete-marker": "true", "x-amz-version-id": hiddenBy.versionId } : {},
  });
}

/** A delete marker has nothing to read; it can only be deleted. */
export function deleteMarkerRead(versionId: string, modifiedAt: Date, method = "GET"): ServiceError {
  return new ServiceError("MethodNotAllowed", "The specified method is not allowed against this resource.", {
    status: 405,
    docs: "delete-marker",
    details: { Method: method, ResourceType: "DeleteMarker" },
    headers: {
      allow: "DELETE",
      "x-amz-delete-marker": "true",
      "x-amz-version-id": versionId,
      "last-modified": modifiedAt.toUTCString(),
    },
  });
}

/** What another account is told that a bucket's policy lets do what only the bucket's own can. */
export function ownersOnly(): ServiceError {
  const message = "The specified method is not allowed against this resource.";
  return new ServiceError("MethodNotAllowed", message, { status: 405, docs: "bucket-policy" });
}

/** What HEAD answers instead of NoSuchKey and NoSuchBucket: AWS sends the status and no body. */
export function notFound(headers: Readonly<Record<string, string>> = {}): ServiceError {
  return new ServiceError("NotFound", "Not Found", { status: 404, docs: "key", headers });
}

export function noSuchVersion(key: string, version: string): ServiceError {
  return new ServiceError("NoSuchVersion", "The specified version does not exist.", {
    status: 404,
    docs: "object",
    details: { Key: key, VersionId: version },
  });
}

export function keyTooLong(bytes: number): ServiceError {
  return new ServiceError("KeyTooLongError", "Your key is too long", {
    docs: "key",
    details: { Size: bytes, MaxSizeAllowed: MAX_KEY_BYTES },
  });
}

export function invalidUri(uri: string): ServiceError {
  return new ServiceError("InvalidURI", "Couldn't parse the specified URI.", { docs: "key", details: { URI: uri } });
}

export function metadataTooLarge(bytes: number): ServiceError {
  return new ServiceError("MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", {
    docs: "object-metadata",
    details: { Size: bytes, MaxSizeAllowed: MAX_METADATA_BYTES },
  });
}

export function entityTooLarge(bytes: number): ServiceError {
  return new ServiceError("EntityTooLarge", "Your proposed upload exceeds the maximum allowed size", {
    restStatus: 413,
    docs: "object",
    details: { ProposedSize: bytes, MaxSizeAllowed: MAX_PUT_BYTES },
  });
}

export function badDigest(): ServiceError {
  return new ServiceError("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    docs: "etag",
  });
}

export function invalidDigest(digest: string): ServiceError {
  return new ServiceError("InvalidDigest", "The Content-MD5 you specified was invalid.", {
    docs: "etag",
    details: { "Content-MD5": digest },
  });
}

export function invalidRange(requested: string, size: number): ServiceError {
  return new ServiceError("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    docs: "range",
    details: { RangeRequested: requested, ActualObjectSize: size },
  });
}

/** `condition` is the header that did not hold: `If-Match`. */
export function preconditionFailed(condition: string): ServiceError {
  const message = "At least one of the pre-conditions you specified did not hold";
  return new ServiceError("PreconditionFailed", message, {
    status: 412,
    docs: "etag",
    details: { Condition: condition },
  });
}

export function conditionalConflict(condition: string, key: string): ServiceError {
  const message = "The conditional request cannot succeed due to a conflicting operation against this resource.";
  return new ServiceError("ConditionalRequestConflict", message, {
    status: 409,
    docs: "etag",
    details: { Condition: condition, Key: key },
  });
}

/** Not a fault: what the client has is still good. AWS's SDKs treat it as an error all the same. */
export function notModified(etag: string, lastModified: Date): ServiceError {
  return new ServiceError("NotModified", "Not Modified", {
    status: 304,
    docs: "etag",
    details: { ETag: etag, LastModified: lastModified },
  });
}

export function invalidArgument(
  message: string,
  argument?: { readonly name: string; readonly value: string | null },
  docs?: string,
): ServiceError {
  const details = argument ? { ArgumentName: argument.name, ArgumentValue: argument.value } : {};
  return new ServiceError("InvalidArgument", message, { ...(docs === undefined ? {} : { docs }), details });
}

export function invalidRequest(message: string, docs: string): ServiceError {
  return new ServiceError("InvalidRequest", message, { docs });
}

export function illegalVersioning(): ServiceError {
  const message = "The Versioning element must be specified";
  return new ServiceError("IllegalVersioningConfigurationException", message, { docs: "versioning" });
}

export function invalidBucketState(message: string): ServiceError {
  return new ServiceError("InvalidBucketState", message, { status: 409, docs: "object-lock" });
}

export function objectLocked(): ServiceError {
  const message = "Access Denied because object protected by object lock.";
  return new ServiceError("AccessDenied", message, { status: 403, docs: "object-lock" });
}

export function noObjectLock(): ServiceError {
  const message = "The specified object does not have a ObjectLock configuration";
  return new ServiceError("NoSuchObjectLockConfiguration", message, { status: 404, docs: "object-lock" });
}

export function malformedXml(): ServiceError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new ServiceError("MalformedXML", message);
}

/** AWS's words for a header that it does not support; ours too, for what is not built yet. */
export function notImplemented(header: string, sentence?: string): ServiceError {
  const message = sentence ?? "A header you provided implies functionality that is not implemented";
  return new ServiceError("NotImplemented", message, { status: 501, details: { Header: header } });
}

import { ServiceError } from "../../core/errors.ts";
import { MIN_PART_BYTES } from "./limits.ts";

/* What can be wrong with an upload in parts, in AWS's words. */

export function noSuchUpload(upload: string): ServiceError {
  const message =
    "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.";
  return new ServiceError("NoSuchUpload", message, {
    status: 404,
    docs: "multipart-upload",
    details: { UploadId: upload },
  });
}

export function invalidPart(upload: string, part: number, etag: string): ServiceError {
  const message =
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.";
  return new ServiceError("InvalidPart", message, {
    docs: "multipart-upload",
    details: { UploadId: upload, PartNumber: part, ETag: etag },
  });
}

export function invalidPartOrder(upload: string): ServiceError {
  const message = "The list of parts was not in ascending order. Parts must be ordered by part number.";
  return new ServiceError("InvalidPartOrder", message, { docs: "multipart-upload", details: { UploadId: upload } });
}

export function entityTooSmall(size: number, part: number, etag: string): ServiceError {
  return new ServiceError("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size", {
    docs: "multipart-upload",
    details: { ProposedSize: size, MinSizeAllowed: MIN_PART_BYTES, PartNumber: part, ETag: etag },
  });
}

export function wrongChecksum(message: string): ServiceError {
  return new ServiceError("BadDigest", message, { docs: "multipart-upload" });
}

export function invalidPartNumber(requested: number, actual: number): ServiceError {
  return new ServiceError("InvalidPartNumber", "The requested partnumber is not satisfiable", {
    status: 416,
    docs: "multipart-upload",
    details: { ActualPartCount: actual, PartNumberRequested: requested },
  });
}

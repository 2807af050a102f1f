import { ServiceError } from "../../core/errors.ts";
import { MAX_NAMED_CONFIGURATIONS } from "./limits.ts";

/** AWS's answers about configurations that a bucket has many of, each with an id. */
export function noSuchConfiguration(): ServiceError {
  const message = "The specified configuration does not exist.";
  return new ServiceError("NoSuchConfiguration", message, { status: 404, docs: "named-configurations" });
}

export function tooManyConfigurations(): ServiceError {
  const limit = MAX_NAMED_CONFIGURATIONS.toLocaleString("en-US");
  const message = `You are attempting to create a new configuration but have already reached the ${limit}-configuration limit.`;
  return new ServiceError("TooManyConfigurations", message, { docs: "named-configurations" });
}

/** What S3 says of an inventory; of the others it says MalformedXML. */
export function idMismatch(): ServiceError {
  const message = "Document ID does not match the specified configuration ID.";
  return new ServiceError("IdMismatch", message, { docs: "named-configurations" });
}

/** Of the bucket that reports are to go to. */
export function invalidDestination(message: string): ServiceError {
  return new ServiceError("InvalidS3DestinationBucket", message, { docs: "named-configurations" });
}

import { ServiceError } from "../../core/errors.ts";

/* https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html */

export function validationError(message: string): ServiceError {
  return new ServiceError("ValidationError", message, { docs: "temporary-credentials" });
}

/** Recorded from AWS: what is wrong with tags has this code. */
export function invalidValue(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message, { docs: "temporary-credentials" });
}

export function malformedPolicy(message: string): ServiceError {
  return new ServiceError("MalformedPolicyDocumentException", message, { docs: "temporary-credentials" });
}

export function packedPolicyTooLarge(percent: number): ServiceError {
  const message = `Packed policy consumes ${percent}% of allotted space, please use smaller policy.`;
  return new ServiceError("PackedPolicyTooLargeException", message, { docs: "temporary-credentials" });
}

export function notWithSessionCredentials(operation: string): ServiceError {
  return new ServiceError("AccessDenied", `Cannot call ${operation} with session credentials`, {
    status: 403,
    docs: "temporary-credentials",
  });
}

import type { Principal } from "../../core/context.ts";
import { ServiceError } from "../../core/errors.ts";

/*
 * SNS's errors, by the code that stands on the wire (`NotFound` for the model's NotFoundException).
 * https://docs.aws.amazon.com/sns/latest/api/CommonErrors.html
 */

/** AWS begins nearly every refusal with these two words. */
export function invalidParameter(what: string, docs?: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${what}`, docs === undefined ? {} : { docs });
}

/** AWS has no other code for what clashes with what is there. */
export function alreadyExists(what: string, docs: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${what}`, { restStatus: 409, docs });
}

/** Without AWS's usual beginning: `Invalid SMS endpoint: ...`. */
export function invalidSmsEndpoint(endpoint: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid SMS endpoint: ${endpoint}`, { docs: "subscription" });
}

export function noSuchDevice(endpoint: string): ServiceError {
  return invalidParameter(`Endpoint Reason: Endpoint does not exist for endpoint ${endpoint}`, "mobile-push");
}

export function invalidAttributeValue(message: string): ServiceError {
  return new ServiceError("ParameterValueInvalid", message, { docs: "topic-message-attributes" });
}

export function topicDoesNotExist(): ServiceError {
  return new ServiceError("NotFound", "Topic does not exist", { status: 404, docs: "topic" });
}

export function platformApplicationDoesNotExist(): ServiceError {
  return new ServiceError("NotFound", "PlatformApplication does not exist", { status: 404, docs: "mobile-push" });
}

export function endpointDoesNotExist(): ServiceError {
  return new ServiceError("NotFound", "Endpoint does not exist", { status: 404, docs: "mobile-push" });
}

export function subscriptionDoesNotExist(): ServiceError {
  return new ServiceError("NotFound", "Subscription does not exist", { status: 404, docs: "subscription" });
}

/** AWS names who asked, what for and which kind of policy stood in the way. */
export function notAuthorized(
  action: string,
  resource: string,
  principal: Principal,
  explicitDeny = false,
): ServiceError {
  const why = explicitDeny
    ? "with an explicit deny in a resource-based policy"
    : `because no resource-based policy allows the SNS:${action} action`;
  const message = `User: ${inWords(principal)} is not authorized to perform: SNS:${action} on resource: ${resource} ${why}`;
  return new ServiceError("AuthorizationError", message, { status: 403, docs: "topic-policy" });
}

function inWords(principal: Principal): string {
  switch (principal.kind) {
    case "account":
      return principal.arn ?? `arn:aws:iam::${principal.account}:root`;
    case "service":
      return principal.service;
    case "anonymous":
      return "anonymous";
  }
}

export function limitExceeded(
  code: "SubscriptionLimitExceeded" | "FilterPolicyLimitExceeded",
  message: string,
): ServiceError {
  return new ServiceError(code, message, { status: 403, docs: "subscription" });
}

export function tagLimitExceeded(limit: number): ServiceError {
  return new ServiceError(
    "TagLimitExceeded",
    `Could not complete request: tag quota of per resource exceeded (${limit})`,
    {
      docs: "topic",
    },
  );
}

export function batchError(
  code:
    | "EmptyBatchRequest"
    | "TooManyEntriesInBatchRequest"
    | "BatchEntryIdsNotDistinct"
    | "InvalidBatchEntryId"
    | "BatchRequestTooLong",
  message: string,
): ServiceError {
  return new ServiceError(code, message, { docs: "publish" });
}

/** Why one subscriber can't be given a message that is fine for others; a journal's reason, never an answer. */
export function undeliverable(reason: string): ServiceError {
  return new ServiceError("UndeliverableMessage", reason);
}

/** What AWS has and Skyground has not: 501 over REST; on the wire a 400, because SDKs repeat what answers with a 5xx. */
export function notBuilt(what: string, instead: string, docs?: string): ServiceError {
  return new ServiceError("InvalidParameter", `Invalid parameter: ${what} is not built yet. ${instead}`, {
    restStatus: 501,
    ...(docs === undefined ? {} : { docs }),
  });
}

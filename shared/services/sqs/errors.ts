import { ServiceError } from "../../core/errors.ts";
import { MAX_IN_FLIGHT } from "./limits.ts";

/*
 * SQS's errors. `code` is the shape's name in AWS's model; `queryCode`, where it differs, is what the Query protocol and the
 * x-amzn-query-error header say. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */

export function queueDoesNotExist(): ServiceError {
  return new ServiceError("QueueDoesNotExist", "The specified queue does not exist.", {
    restStatus: 404,
    docs: "queue",
    details: { queryCode: "AWS.SimpleQueueService.NonExistentQueue" },
  });
}

export function queueAlreadyExists(attribute: string): ServiceError {
  const message = `A queue already exists with the same name and a different value for attribute ${attribute}`;
  return new ServiceError("QueueAlreadyExists", message, {
    restStatus: 409,
    docs: "queue",
    details: { queryCode: "QueueNameExists" },
  });
}

export function invalidParameter(value: unknown, parameter: string, reason: string, docs?: string): ServiceError {
  const message = `Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`;
  return new ServiceError("InvalidParameterValue", message, docs === undefined ? {} : { docs });
}

export function invalidParameters(reason: string): ServiceError {
  return new ServiceError("InvalidParameterValue", `One or more parameters are invalid. Reason: ${reason}`, {
    docs: "message",
  });
}

export function missingParameter(parameter: string): ServiceError {
  return new ServiceError("MissingParameter", `The request must contain the parameter ${parameter}.`);
}

export function invalidAttributeName(name: string): ServiceError {
  return new ServiceError("InvalidAttributeName", `Unknown Attribute ${name}.`);
}

export function invalidAttributeValue(name: string, reason = ""): ServiceError {
  return new ServiceError(
    "InvalidAttributeValue",
    `Invalid value for the parameter ${name}.${reason ? ` Reason: ${reason}` : ""}`,
  );
}

/** Of several attributes that don't go together. */
export function invalidAttributes(message: string): ServiceError {
  return new ServiceError("InvalidAttributeValue", message);
}

export function invalidAddress(url: string): ServiceError {
  return new ServiceError("InvalidAddress", `The address ${url} is not valid for this endpoint.`, { status: 404 });
}

export function receiptHandleIsInvalid(handle: string): ServiceError {
  return new ServiceError(
    "ReceiptHandleIsInvalid",
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    {
      docs: "receipt-handle",
    },
  );
}

/** A FIFO queue takes no handle whose message is in flight no more: its group may have gone on. */
export function receiptHandleIsExpired(handle: string): ServiceError {
  return invalidParameter(handle, "ReceiptHandle", "The receipt handle has expired.", "receipt-handle");
}

/** The message is there and visible: AWS's API reference has this error for it. */
export function messageNotInflight(handle: string): ServiceError {
  const details = { queryCode: "AWS.SimpleQueueService.MessageNotInflight" };
  return new ServiceError("MessageNotInflight", notChangeable(handle), { ...NOT_CHANGEABLE, details });
}

/** The message was deleted or received again: AWS's clients report this error, which the API reference leaves out. */
export function messageNotAvailable(handle: string): ServiceError {
  return new ServiceError("InvalidParameterValue", notChangeable(handle), NOT_CHANGEABLE);
}

const NOT_CHANGEABLE = { restStatus: 409, docs: "visibility-timeout" };

function notChangeable(handle: string): string {
  const reason = "Message does not exist or is not available for visibility timeout change.";
  return `Value ${handle} for parameter ReceiptHandle is invalid. Reason: ${reason}`;
}

/** Of FIFO queues: what the attempt handed out has changed since. */
export function attemptNotRetryable(id: string): ServiceError {
  const reason = "The receiveRequestAttemptId is not valid anymore since the receive call is not retryable.";
  return invalidParameter(id, "ReceiveRequestAttemptId", reason, "deduplication");
}

/** `what` is the message body, or one of its attributes. */
export function invalidCharacter(character: string, what: string): ServiceError {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase();
  const allowed = "#x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]";
  const message = `Invalid binary character '#x${code}' was found in the ${what}, the set of allowed characters is ${allowed}.`;
  return new ServiceError("InvalidMessageContents", message, { docs: "message" });
}

/** AWS's words for who may not: with the action in lower case, and why. */
export function accessDenied(who: string, action: string, resource: string, isDenied: boolean): ServiceError {
  const why = isDenied
    ? "with an explicit deny in a resource-based policy"
    : `because no resource-based policy allows the ${action} action`;
  const message = `User: ${who} is not authorized to perform: ${action} on resource: ${resource} ${why}`;
  return new ServiceError("AccessDenied", message, { status: 403, docs: "queue-policy" });
}

export function overLimit(message: string, docs: string): ServiceError {
  return new ServiceError("OverLimit", message, { status: 403, docs });
}

/** Of standard queues; AWS's error, in our words. */
export function tooManyInFlight(): ServiceError {
  const limit = MAX_IN_FLIGHT.toLocaleString("en");
  const message = `The limit of ${limit} messages in flight is reached: delete what was received, or wait for its visibility timeout.`;
  return overLimit(message, "visibility-timeout");
}

export function purgeInProgress(name: string): ServiceError {
  const message = `Only one PurgeQueue operation on ${name} is allowed every 60 seconds.`;
  return new ServiceError("PurgeQueueInProgress", message, {
    status: 403,
    restStatus: 409,
    docs: "queue",
    details: { queryCode: "AWS.SimpleQueueService.PurgeQueueInProgress" },
  });
}

/** Batch-level errors: they refuse the whole batch, unlike a failed entry. */
export function batchError(
  code:
    | "EmptyBatchRequest"
    | "TooManyEntriesInBatchRequest"
    | "BatchEntryIdsNotDistinct"
    | "InvalidBatchEntryId"
    | "BatchRequestTooLong",
  message: string,
): ServiceError {
  return new ServiceError(code, message, { details: { queryCode: `AWS.SimpleQueueService.${code}` } });
}

export function resourceNotFound(parameter: string): ServiceError {
  const message = `The resource that you specified for the ${parameter} parameter doesn't exist.`;
  return new ServiceError("ResourceNotFoundException", message, { status: 404, docs: "dead-letter-queue" });
}

export function taskDoesNotExist(): ServiceError {
  return new ServiceError("ResourceNotFoundException", "Task does not exist.", { status: 404, docs: "redrive" });
}

export function invalidTaskHandle(): ServiceError {
  return invalidValue("Value for parameter TaskHandle is invalid.");
}

/** What AWS says about redrives without naming a parameter. */
export function invalidValue(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message, { docs: "redrive" });
}

/** Of REST, where a redrive is named by its queue. */
export function redriveNotRunning(queue: string): ServiceError {
  const message = `No redrive of ${queue} is under way.`;
  return new ServiceError("ResourceNotFoundException", message, { status: 404, docs: "redrive" });
}

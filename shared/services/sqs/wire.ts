import type { WireBinding } from "../service.ts";
import { MAX_BODY_BYTES } from "./limits.ts";

/**
 * JSON 1.0, which today's clients speak, and Query, which older ones do. AWS's checks are the operations' own: even a missing
 * member is refused in SQS's words.
 */
export const wire: WireBinding = {
  alsoSpeaks: ["query"],
  maxBodyBytes: MAX_BODY_BYTES,
  errorNamespace: "com.amazonaws.sqs#",
  // Not in the model; recorded from AWS.
  errorTypes: {
    AccessDenied: "AccessDeniedException",
    InvalidParameterValue: "InvalidParameterValueException",
    MissingParameter: "MissingRequiredParameterException",
  },
  // Those that ask the queue's policy, and that a policy may give to everybody.
  anonymous: [
    "ChangeMessageVisibility",
    "ChangeMessageVisibilityBatch",
    "DeleteMessage",
    "DeleteMessageBatch",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "SendMessage",
    "SendMessageBatch",
  ],
  query: { xmlNamespace: "http://queue.amazonaws.com/doc/2012-11-05/", errorDetail: true },
  // Older clients post to the queue's own URL and leave it out of the form.
  input(input, { path, baseUrl }) {
    return input.QueueUrl === undefined && /^\/\d{12}\/[^/]+$/.test(path)
      ? { ...input, QueueUrl: `${baseUrl}${path}` }
      : input;
  },
};

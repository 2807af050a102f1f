import { ServiceError } from "../../shared/core/errors.ts";
import type { Family } from "../../shared/protocols/fault.ts";
import { inFamily } from "../../shared/protocols/signature/signature-faults.ts";

/*
 * What the doors and the engine say in their own words, as AWS's services say it. Everything else is in AWS's words already.
 */

type Words = Readonly<Record<string, readonly [code: string, status: number, message?: string]>>;

const S3_WORDS: Words = {
  EntityTooLarge: ["EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size"],
  PayloadTooLarge: ["MaxMessageLengthExceeded", 400, "Your request was too big."],
  RequestTimeout: [
    "RequestTimeout",
    400,
    "Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.",
  ],
  IncompleteBody: [
    "IncompleteBody",
    400,
    "You did not provide the number of bytes specified by the Content-Length HTTP header",
  ],
};

const OTHER_WORDS: Words = {
  PayloadTooLarge: ["RequestEntityTooLarge", 413],
  RequestTimeout: ["RequestTimeout", 400],
};

export function restate(error: ServiceError, family: Family): ServiceError {
  const words = family === "s3" ? S3_WORDS : OTHER_WORDS;
  const said = Object.hasOwn(words, error.code) ? words[error.code] : undefined;
  if (!said) return inFamily(error, family);
  const [code, status, message = error.message] = said;
  return new ServiceError(code, message, { status, details: error.details });
}

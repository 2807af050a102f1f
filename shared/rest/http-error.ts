import { ServiceError } from "../core/errors.ts";

interface HttpErrorOptions {
  readonly docs?: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a client did wrong before any service heard of it. */
export class HttpError extends ServiceError {
  constructor(status: number, code: string, message: string, options: HttpErrorOptions = {}) {
    super(code, message, { status, ...options });
    this.name = "HttpError";
  }
}

export function tooLarge(maxBytes: number): HttpError {
  return new HttpError(
    413,
    "PayloadTooLarge",
    `The body is larger than the ${maxBytes} bytes that this route takes. Objects of any size go to PUT /v1/buckets/{bucket}/objects/{key}.`,
  );
}

export function incompleteBody(): HttpError {
  return new HttpError(400, "IncompleteBody", "The body stopped before its end. Nothing was changed; send it again.");
}

export function stalledBody(seconds: number): HttpError {
  return new HttpError(
    408,
    "RequestTimeout",
    `No more of the body came for ${seconds} s. Nothing was changed; send it again.`,
  );
}

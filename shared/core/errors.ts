export interface ServiceErrorOptions {
  /** The HTTP status that AWS answers with; 400 where AWS's model gives none. */
  readonly status?: number;
  /** The status that our REST API answers with where HTTP has a better word than AWS: 404 for what isn't there, 409 for a clash. */
  readonly restStatus?: number;
  /** The docs term that explains the error, kebab-case, for `GET /v1/docs/{term}`. */
  readonly docs?: string;
  /** Members that the error's structure has besides its message, as AWS names them. */
  readonly details?: Readonly<Record<string, unknown>>;
  /** Headers, in lower case, that AWS answers the error with. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * What a client did wrong, in AWS's words: `code` is the error code of the service's table, `message` AWS's sentence.
 * Anything else that is thrown is a bug and answered with 500.
 */
export class ServiceError extends Error {
  readonly code: string;
  readonly status: number;
  readonly restStatus: number;
  readonly docs: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, options: ServiceErrorOptions = {}) {
    super(message);
    this.name = "ServiceError";
    this.code = code;
    this.status = options.status ?? 400;
    this.restStatus = options.restStatus ?? this.status;
    this.docs = options.docs;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }
}

/** Asserts what only a bug can make false. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`Assertion failed: ${message}`);
}

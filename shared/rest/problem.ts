import { ServiceError } from "../core/errors.ts";
import { HttpError } from "./http-error.ts";
import type { RestResponse } from "./route.ts";

/** RFC 9457 problem details, with what helps a learner beside them. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  /** AWS's error code, or ours where no service was asked. */
  readonly code: string;
  /** What happened, what to do next. */
  readonly detail: string;
  /** Where the term behind it is explained. */
  readonly docs?: string;
  readonly traceId: string;
  readonly requestId: string;
}

export interface ProblemContext {
  readonly baseUrl: string;
  readonly traceId: string;
  readonly requestId: string;
}

export const PROBLEM_TYPE = "application/problem+json";

/** Whether an error is a bug of ours: nobody expected it, so somebody must hear of it. */
export function isBug(error: unknown): boolean {
  return !(error instanceof ServiceError);
}

/** What a client reads of an error. Nothing of a bug's insides is told. */
export function problemResponse(error: unknown, context: ProblemContext): RestResponse {
  const known = error instanceof ServiceError ? error : internalError(context.requestId);
  const { code, restStatus: status } = known;
  const problem: Problem = {
    type: `urn:skyground:problem:${code}`,
    title: title(code),
    status,
    code,
    detail: known.message,
    ...(known.docs === undefined ? {} : { docs: `${context.baseUrl}/v1/docs/${encodeURIComponent(known.docs)}` }),
    traceId: context.traceId,
    requestId: context.requestId,
  };
  // An error's own members never hide what every problem has.
  const body = { ...problem, ...extensions(known.details), ...problem };
  const headers = error instanceof HttpError ? error.headers : {};
  return { status, headers: { ...headers, "content-type": PROBLEM_TYPE }, json: body };
}

function internalError(requestId: string): ServiceError {
  const message = `Something broke inside Skyground, and it is not your request's fault. The server's log tells more under the request id ${requestId}.`;
  return new ServiceError("InternalError", message, { status: 500 });
}

/** An error's own members, in camelCase as everything in REST. */
function extensions(details: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [name.charAt(0).toLowerCase() + name.slice(1), value]),
  );
}

/** `AWS.SimpleQueueService.NonExistentQueue` reads "Non existent queue". */
function title(code: string): string {
  const last = code.split(".").at(-1) ?? code;
  const words = last.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

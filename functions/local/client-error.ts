import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import { HttpError } from "../../shared/rest/http-error.ts";
import { problemResponse } from "../../shared/rest/problem.ts";
import type { AlbResult } from "../alb.ts";
import { HEADERS_SECONDS, MAX_HEADER_BYTES } from "./limits.ts";

/** Answers bytes that are no HTTP request, which no handler ever sees. */
export function refuseBrokenRequest(error: Error & { code?: string }, socket: Duplex): void {
  // Nothing can be said to who is gone, nor in the middle of another answer.
  if (error.code === "ECONNRESET" || !socket.writable || answering(socket)) {
    socket.destroy();
    return;
  }
  const problem = problemResponse(httpError(error), { baseUrl: "", traceId: "", requestId: "" });
  const body = `${JSON.stringify(problem.json)}\n`;
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n` +
      `Content-Type: ${problem.headers?.["content-type"]}\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

/** The answer when the answer itself could not be written: its stream would not open. */
export function brokenAnswer(error: unknown): AlbResult {
  const { status, headers = {}, json } = problemResponse(error, { baseUrl: "", traceId: "", requestId: "" });
  return { statusCode: status, headers: { ...headers }, body: `${JSON.stringify(json)}\n`, isBase64Encoded: false };
}

/** Node hangs the response that a socket carries on the socket. */
function answering(socket: Duplex): boolean {
  return (socket as { _httpMessage?: { headersSent?: boolean } })._httpMessage?.headersSent === true;
}

function httpError({ code, message }: Error & { code?: string }): HttpError {
  if (code === "HPE_HEADER_OVERFLOW") {
    const detail = `The request line and headers together have more than ${MAX_HEADER_BYTES} bytes.`;
    return new HttpError(431, "RequestHeaderFieldsTooLarge", detail);
  }
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") {
    return new HttpError(408, "RequestTimeout", `The request's headers did not arrive within ${HEADERS_SECONDS} s.`);
  }
  if (code === "HPE_INVALID_URL") {
    const detail =
      "The path has a character that must be percent-encoded: a space, or one beyond ASCII (%C3%A9 for é).";
    return new HttpError(400, "MalformedUrl", detail);
  }
  return new HttpError(400, "MalformedRequest", `This is not an HTTP request: ${message}.`);
}

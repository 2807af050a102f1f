import { once } from "node:events";
import type { ServerResponse } from "node:http";
import type { AlbResult } from "../alb.ts";
import { countStreamed } from "./stream-memory.ts";

/**
 * Writes a function's result to the socket: as fast as the client reads, no faster. Throws when the stream breaks after the
 * headers have gone; the client sees the connection end early, which is the only way left to tell it.
 */
export async function writeResult(response: ServerResponse, result: AlbResult, head: boolean): Promise<void> {
  const { statusCode, body, isBase64Encoded, bodyStream } = result;
  const headers = flatHeaders(result);
  if (bodyStream?.whole) {
    const bytes = await bodyStream.whole();
    response.writeHead(statusCode, headers);
    response.end(head ? undefined : bytes);
    return;
  }
  if (bodyStream) return writeStream(response, statusCode, headers, bodyStream, head);
  const bytes = isBase64Encoded ? Buffer.from(body ?? "", "base64") : (body ?? "");
  if (statusCode !== 204 && statusCode !== 304) headers.push("Content-Length", String(Buffer.byteLength(bytes)));
  response.writeHead(statusCode, headers);
  response.end(head ? undefined : bytes);
}

function flatHeaders({ multiValueHeaders, headers }: AlbResult): string[] {
  const flat: string[] = [];
  for (const name in headers) flat.push(name, String(headers[name]));
  for (const name in multiValueHeaders)
    for (const value of multiValueHeaders[name] ?? []) flat.push(name, String(value));
  return flat;
}

async function writeStream(
  response: ServerResponse,
  statusCode: number,
  headers: string[],
  stream: AsyncIterable<Uint8Array>,
  head: boolean,
): Promise<void> {
  const chunks = stream[Symbol.asyncIterator]();
  try {
    if (response.destroyed) return;
    // The first chunk before the headers: what can't be opened can still be answered with an error.
    let next = await chunks.next();
    response.writeHead(statusCode, headers);
    if (head) {
      response.end();
      return;
    }
    // A stream that ends before its announced length must not pass for the whole: this throws then.
    response.strictContentLength = true;
    while (!next.done && !response.destroyed) {
      countStreamed(next.value.length);
      if (!response.write(next.value)) await drained(response);
      next = await chunks.next();
    }
    if (!response.destroyed) response.end();
  } finally {
    await chunks.return?.();
  }
}

/** Resolves when the client has taken what was written, or has gone. */
async function drained(response: ServerResponse): Promise<void> {
  if (response.destroyed || !response.writableNeedDrain) return;
  const settled = new AbortController();
  const { signal } = settled;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]).finally(() =>
    settled.abort(),
  );
}

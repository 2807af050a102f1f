import { collect } from "../../shared/core/bytes.ts";
import { ServiceError } from "../../shared/core/errors.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";

/**
 * The most that a body which is not an object's may have: ten messages of 1 MiB in JSON's escapes need no more, nor do the
 * 10,000 parts of a completed upload.
 */
const MAX_CALL_BYTES = 10 * 1024 * 1024;

/** The whole body of a request, read once however often it is asked for. */
export function readOnce({ body }: HttpRequest): () => Promise<Uint8Array> {
  let bytes: Promise<Uint8Array> | undefined;
  return () => {
    bytes ??= body.read ? body.read(MAX_CALL_BYTES) : collect(limited(body));
    return bytes;
  };
}

/** The same, held to what the service takes that has turned out to be meant. */
export function readWithin(readBody: () => Promise<Uint8Array>, maxBytes = MAX_CALL_BYTES) {
  return async () => {
    const bytes = await readBody();
    if (bytes.length > maxBytes) throw bodyTooLarge();
    return bytes;
  };
}

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_CALL_BYTES) throw bodyTooLarge();
    yield chunk;
  }
}

function bodyTooLarge(): ServiceError {
  return new ServiceError("PayloadTooLarge", "The body is too large.", { status: 413 });
}

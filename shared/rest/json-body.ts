import { isUtf8 } from "node:buffer";
import { HttpError, tooLarge } from "./http-error.ts";
import type { HttpBody, HttpRequest } from "./http-request.ts";

/**
 * A message holds 1 MiB, and JSON in pure ASCII (Python's default) writes a two-byte letter as six: three times as much,
 * and some room for the rest.
 */
export const MAX_JSON_BYTES = 4 * 1024 * 1024;
/** Deeper than any document of AWS's, and shallow enough for everything that walks a value by recursion. */
const MAX_JSON_DEPTH = 64;

/** The JSON that a request carries; undefined when it carries nothing. */
export async function readJson({ headers, body }: HttpRequest): Promise<unknown> {
  const declared = Number(headers["content-length"] ?? 0);
  if (declared > MAX_JSON_BYTES) throw tooLarge(MAX_JSON_BYTES);
  const bytes = body.read ? await body.read(MAX_JSON_BYTES) : await readAll(body, MAX_JSON_BYTES);
  if (bytes.length === 0) return undefined;
  checkContentType(headers["content-type"]);
  return parseJson(bytes);
}

async function readAll(body: HttpBody, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

/** A body without a type is taken for JSON. One with another type is refused: it is what other web pages could send unasked. */
function checkContentType(value: string | undefined): void {
  if (value === undefined) return;
  const type = value.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  if (type === "application/json" || /^application\/[\w.-]+\+json$/.test(type)) return;
  throw new HttpError(
    415,
    "UnsupportedMediaType",
    `The body's type is ${type || "empty"}, and this route takes JSON. Send the header content-type: application/json (curl --json does).`,
  );
}

function parseJson(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw malformed("it is not UTF-8");
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : String(error));
  }
  const fault = faultOf(value, MAX_JSON_DEPTH);
  if (fault) throw malformed(fault);
  return value;
}

/** What makes a value unfit for everything behind: too deep to walk, or a text that has no UTF-8. */
function faultOf(value: unknown, levels: number): string | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : "a text in it has half a surrogate pair";
  if (typeof value !== "object" || value === null) return undefined;
  if (levels === 0) return `it is nested more than ${MAX_JSON_DEPTH} levels deep`;
  for (const name in value) {
    const fault = faultOf(name, 0) ?? faultOf(Reflect.get(value, name), levels - 1);
    if (fault) return fault;
  }
  return undefined;
}

function malformed(reason: string): HttpError {
  return new HttpError(400, "MalformedJson", `The body is not JSON: ${reason}.`);
}

import { ServiceError } from "../../core/errors.ts";
import { Splitter } from "./splitter.ts";

/*
 * multipart/form-data as browsers send it (RFC 7578), one part after the other and never a whole file in memory.
 * docs/decisions/0107-own-multipart-reader.md tells why no library reads it.
 */

export interface FormPart {
  readonly name: string;
  readonly filename?: string;
  /** Has to be read to its end before the next part comes. */
  readonly content: AsyncIterable<Uint8Array>;
}

/** A part's headers; browsers need a few hundred bytes. */
const MAX_HEADER_BYTES = 8 * 1024;
/** RFC 2046 allows 70 characters. */
const BOUNDARY = /^multipart\/form-data\s*;.*\bboundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;
const HEADERS_END = Buffer.from("\r\n\r\n");

/** The parts of a form. Throws MalformedPOSTRequest for what is none. */
export async function* readForm(contentType: string, body: AsyncIterable<Uint8Array>): AsyncGenerator<FormPart> {
  const [, quoted, bare] = BOUNDARY.exec(contentType) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) throw malformed();
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const splitter = new Splitter(body);
  // The first delimiter has no line before it.
  splitter.prepend(Buffer.from("\r\n"));
  await skip(splitter.until(delimiter));
  for (;;) {
    const end = await splitter.take(2);
    if (end === "--") return;
    if (end !== "\r\n") throw malformed();
    // A part without headers begins with an empty line at once.
    splitter.prepend(Buffer.from("\r\n"));
    const headers = readHeaders(await splitter.text(HEADERS_END, MAX_HEADER_BYTES, malformed));
    const content = splitter.until(delimiter);
    yield { ...headers, content };
    await skip(content);
  }
}

async function skip(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const _ of bytes);
}

function readHeaders(text: string): Omit<FormPart, "content"> {
  const headers = new Map<string, string>();
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get("content-disposition") ?? "";
  const name = parameter(disposition, "name");
  if (!/^form-data\b/i.test(disposition) || name === undefined) throw malformed();
  const filename = parameter(disposition, "filename");
  return { name, ...(filename === undefined ? {} : { filename }) };
}

/** In quotes, or bare. Browsers write a quote within as %22, and line ends as %0D%0A. */
function parameter(header: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}=(?:"([^"]*)"|([^\\s;"]+))`, "i").exec(header);
  const value = match?.[1] ?? match?.[2];
  return value?.replace(/%22/g, '"').replace(/%0D%0A/gi, "\r\n");
}

export function malformed(): ServiceError {
  const message = "The body of your POST request is not well-formed multipart/form-data.";
  return new ServiceError("MalformedPOSTRequest", message);
}

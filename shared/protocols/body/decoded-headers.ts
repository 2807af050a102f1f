import { announcedLength, isAwsChunked } from "./verified-body.ts";

/** A request's headers as they are without AWS's framing: the object's own encoding and length. */
export function decodedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (!isAwsChunked(headers)) return headers;
  const { "content-encoding": encoding = "", "content-length": _, ...rest } = headers;
  const own = encoding
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one.toLowerCase() !== "aws-chunked");
  const length = announcedLength(headers);
  // No prototype, as a door's headers have none.
  return Object.assign(Object.create(null), rest, {
    ...(own.length > 0 ? { "content-encoding": own.join(",") } : {}),
    ...(length === undefined ? {} : { "content-length": String(length) }),
  });
}

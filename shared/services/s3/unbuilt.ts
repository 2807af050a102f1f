import { notImplemented } from "./errors.ts";

/*
 * Members of AWS's requests that ask for something that is not built. To store an object without the lock, the tags or the key
 * that its owner asked for would be a lie, so each is refused with 501 and its header's name.
 */
const HEADERS: Readonly<Record<string, string>> = {
  WriteOffsetBytes: "x-amz-write-offset-bytes",
  MFA: "x-amz-mfa",
  IfMatchLastModifiedTime: "x-amz-if-match-last-modified-time",
  IfMatchSize: "x-amz-if-match-size",
};

export function refuseUnbuilt(input: object): void {
  for (const [member, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const header = HEADERS[member];
    if (header !== undefined) throw notImplemented(header);
  }
}

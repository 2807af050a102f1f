import type { PartedBody } from "../core/body.ts";
import { collect } from "../core/bytes.ts";
import { assert } from "../core/errors.ts";
import { type Part, readManifest } from "../core/manifest.ts";
import type { BlobStore, ByteRange } from "../ports/blob-store.ts";

/** Streams a body in parts, or a range of it. Each part is opened when its turn comes. Undefined when the manifest is gone. */
export async function openParts(
  blobs: BlobStore,
  { manifest, size }: PartedBody,
  range: ByteRange = { start: 0, end: size - 1 },
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const bytes = await blobs.get(manifest);
  return bytes && readParts(blobs, readManifest(await collect(bytes)), range);
}

async function* readParts(
  blobs: BlobStore,
  parts: readonly Part[],
  { start, end }: ByteRange,
): AsyncGenerator<Uint8Array> {
  let begin = 0;
  for (const part of parts) {
    const last = begin + part.size - 1;
    if (begin > end) return;
    if (last >= start && part.size > 0) {
      yield* await readPart(blobs, part, { start: Math.max(start - begin, 0), end: Math.min(end, last) - begin });
    }
    begin += part.size;
  }
}

async function readPart(
  blobs: BlobStore,
  part: Part,
  range: ByteRange,
): Promise<Iterable<Uint8Array> | AsyncIterable<Uint8Array>> {
  if (part.kind === "inline") return [part.bytes.subarray(range.start, range.end + 1)];
  const bytes = await blobs.get(part.blob, range);
  // Parts outlive their object for a while (see s3/parts.ts), so that who has begun to read can end.
  assert(bytes, `the part ${part.blob} of an object that is being read is gone`);
  return bytes;
}

import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";

interface Target {
  readonly Bucket: string;
  readonly Key: string;
}

/** S3 takes parts of 5 MiB and more, and 10,000 of them: 80 GB this way, held 8 MiB at a time. */
const PART_BYTES = 8 * 1024 * 1024;

/** Stores a stream whose length nobody knows yet; resolves with its size. What fits into one part is put as it is. */
export async function upload(client: S3Client, target: Target, bytes: AsyncIterable<Uint8Array>): Promise<number> {
  const parts = inParts(bytes)[Symbol.asyncIterator]();
  const first = await parts.next();
  const second = first.done ? first : await parts.next();
  const head = first.done ? new Uint8Array(0) : first.value;
  if (second.done) {
    await client.send(new PutObjectCommand({ ...target, Body: head }));
    return head.length;
  }
  return uploadParts(client, target, prepended([head, second.value], parts));
}

async function uploadParts(client: S3Client, target: Target, parts: AsyncIterable<Uint8Array>): Promise<number> {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(target));
  try {
    const Parts: { ETag: string; PartNumber: number }[] = [];
    let size = 0;
    for await (const Body of parts) {
      const PartNumber = Parts.length + 1;
      const { ETag = "" } = await client.send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
      Parts.push({ ETag, PartNumber });
      size += Body.length;
    }
    await client.send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    return size;
  } catch (error) {
    // What this leaves behind when it fails, the bucket's lifecycle rule removes.
    await client.send(new AbortMultipartUploadCommand({ ...target, UploadId })).catch(() => {});
    throw error;
  }
}

async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(chunk);
    size += chunk.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(chunks);
    chunks = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(chunks);
}

async function* prepended(
  head: readonly Uint8Array[],
  rest: AsyncIterator<Uint8Array, unknown>,
): AsyncGenerator<Uint8Array> {
  yield* head;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}

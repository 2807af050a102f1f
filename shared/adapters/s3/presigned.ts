import { GetObjectCommand, HeadObjectCommand, NotFound, PutObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { FoundBlob } from "../../ports/blob-store.ts";

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** A URL by which whoever has it may read one object for so long. */
export function presignGet(
  client: S3Client,
  place: Place,
  { expiresInSeconds, contentType }: { readonly expiresInSeconds: number; readonly contentType?: string },
): Promise<string> {
  const type = contentType === undefined ? {} : { ResponseContentType: contentType };
  return getSignedUrl(client, new GetObjectCommand({ ...place, ...type }), { expiresIn: expiresInSeconds });
}

const ONCE = { "if-none-match": "*" } as const;

/** A URL that takes one object: the header makes S3 refuse a second, which would change what a row refers to by then. */
export async function presignPut(client: S3Client, place: Place, expiresInSeconds: number) {
  const command = new PutObjectCommand({ ...place, IfNoneMatch: ONCE["if-none-match"] });
  const signableHeaders = new Set(["host", ...Object.keys(ONCE)]);
  const url = await getSignedUrl(client, command, { expiresIn: expiresInSeconds, signableHeaders });
  return { url, headers: ONCE };
}

/** S3 itself has summed it up: an object that was put whole has the MD5 of its bytes as its ETag (without KMS), and a CRC64NVME. */
export async function findPut(client: S3Client, place: Place): Promise<Omit<FoundBlob, "id"> | undefined> {
  try {
    const head = await client.send(new HeadObjectCommand({ ...place, ChecksumMode: "ENABLED" }));
    const md5 = /^"?([0-9a-f]{32})"?$/.exec(head.ETag ?? "")?.[1];
    if (md5 === undefined) return undefined;
    const { ChecksumCRC64NVME: value } = head;
    const checksum = value === undefined ? {} : { checksum: { algorithm: "CRC64NVME", value } };
    return { size: head.ContentLength ?? 0, md5, ...checksum };
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
}

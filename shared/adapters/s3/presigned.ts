import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";

interface Place {
  readonly Bucket: string;
  readonly Key: string;
}

/** A URL by which whoever has it may read one object for so long. */
export function presignGet(client: S3Client, place: Place, expiresInSeconds: number): Promise<string> {
  return getSignedUrl(client, new GetObjectCommand(place), { expiresIn: expiresInSeconds });
}

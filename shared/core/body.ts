/**
 * Bytes as a row keeps them: small ones in the row itself, large ones in the BlobStore under an id. Operations pass
 * bodies on by reference and never hold a large one in memory.
 */
export type Body =
  | { readonly kind: "inline"; readonly bytes: Uint8Array; readonly size: number; readonly md5: string }
  | { readonly kind: "blob"; readonly blob: string; readonly size: number; readonly md5: string }
  | PartedBody;

/**
 * Bodies one after another, as a multipart upload leaves them: nothing is copied. Which ones, the blob `manifest` says, because
 * 10,000 of them fit in no row.
 */
export interface PartedBody {
  readonly kind: "parts";
  readonly manifest: string;
  readonly size: number;
  /** What S3 calls the ETag of such an object: the MD5 of its parts' MD5s, a hyphen and their number. */
  readonly md5: string;
}

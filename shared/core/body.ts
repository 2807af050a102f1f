/**
 * Bytes as a row keeps them: small ones in the row itself, large ones in the BlobStore under an id. Operations pass
 * bodies on by reference and never hold a large one in memory.
 */
export type Body =
  | { readonly kind: "inline"; readonly bytes: Uint8Array; readonly size: number; readonly md5: string }
  | { readonly kind: "blob"; readonly blob: string; readonly size: number; readonly md5: string };

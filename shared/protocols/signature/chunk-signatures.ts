import { createHash, type Hash } from "node:crypto";
import type { ServiceError } from "../../core/errors.ts";
import type { ChunkVerifier } from "../body/aws-chunked.ts";
import { hmacHex, sha256Hex } from "./sigv4.ts";

export interface ChunkSigning {
  readonly key: Uint8Array;
  /** `20260131T120000Z` */
  readonly signedAt: string;
  readonly scope: string;
  /** The request's own signature: the first chunk's is chained to it. */
  readonly seed: string;
  wrong(): ServiceError;
}

const EMPTY_SHA256 = sha256Hex("");

/**
 * Verifies the chain of signatures of a body that is sent in signed chunks.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function chunkSignatures({ key, signedAt, scope, seed, wrong }: ChunkSigning): ChunkVerifier {
  let previous = seed;
  let chunk: Hash = createHash("sha256");
  const next = (lines: readonly string[], signature: string) => {
    if (hmacHex(key, lines.join("\n")) !== signature) throw wrong();
    previous = signature;
  };
  return {
    update(bytes) {
      chunk.update(bytes);
    },
    endChunk(signature) {
      const sum = chunk.digest("hex");
      chunk = createHash("sha256");
      next(["AWS4-HMAC-SHA256-PAYLOAD", signedAt, scope, previous, EMPTY_SHA256, sum], signature);
    },
    endTrailer(canonical, signature) {
      next(["AWS4-HMAC-SHA256-TRAILER", signedAt, scope, previous, sha256Hex(canonical)], signature);
    },
  };
}

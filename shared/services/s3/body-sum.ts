import type { Body } from "../../core/body.ts";
import { type ByteStream, watched } from "../../core/bytes.ts";
import { checksumKind, toBase64 } from "../../core/checksum.ts";
import type { Digest } from "../../core/crc.ts";
import { assert } from "../../core/errors.ts";
import { LookAgain, type ReadTools } from "../service.ts";
import type { ObjectChecksum } from "./model.ts";
import { givenChecksum } from "./object-checksum.ts";

/** How S3 sums up what nobody has summed up: .../userguide/checking-object-integrity-upload.html */
export const DEFAULT_ALGORITHM = "CRC64NVME";

export type Sum = Pick<ObjectChecksum, "algorithm" | "value">;

/** What an input with a body says of its sum. */
export interface SummedInput {
  /** Ours: worked out while the bytes came in, where the client said nothing. */
  readonly ComputedChecksum?: Sum | undefined;
}

/** Bytes as they come by, summed up. */
export interface Summing {
  readonly bytes: ByteStream;
  /** Base64; when all bytes have come by. */
  sum(): string;
}

export function summing(source: ByteStream, algorithm: string): Summing {
  const digest = digestOf(algorithm);
  let value: string | undefined;
  return {
    bytes: watched(source, (chunk) => digest.update(chunk)),
    sum() {
      value ??= toBase64(digest.digest());
      return value;
    },
  };
}

/**
 * The sum of a stored body in an algorithm: as the client gave it (checked as the bytes came), as it was worked out on the way, or
 * from the bytes, read again.
 */
export async function sumOfBody(
  input: SummedInput,
  body: Body,
  algorithm: string,
  tools: Pick<ReadTools, "bodies">,
): Promise<string> {
  const given = givenChecksum(input);
  if (given?.algorithm === algorithm) return given.value;
  if (input.ComputedChecksum?.algorithm === algorithm) return input.ComputedChecksum.value;
  return readSum(body, algorithm, tools);
}

export async function readSum(body: Body, algorithm: string, { bodies }: Pick<ReadTools, "bodies">): Promise<string> {
  const bytes = await bodies.open(body);
  if (!bytes) throw new LookAgain();
  const digest = digestOf(algorithm);
  for await (const chunk of bytes) digest.update(chunk);
  return toBase64(digest.digest());
}

function digestOf(algorithm: string): Digest {
  const kind = checksumKind(`x-amz-checksum-${algorithm.toLowerCase()}`);
  assert(kind, `${algorithm} is no checksum`);
  return kind.create();
}

import { checksumKind, toBase64 } from "../../core/checksum.ts";
import { combineCrcs, isCrc } from "../../core/crc-combine.ts";
import { DEFAULT_ALGORITHM } from "./body-sum.ts";
import { invalidRequest } from "./errors.ts";
import { wrongChecksum } from "./errors-multipart.ts";
import type { ChecksumType, ObjectChecksum, UploadChecksum, UploadedPart } from "./model.ts";
import { checkAlgorithm, givenChecksum } from "./object-checksum.ts";

/*
 * How multipart uploads are summed up: each part by itself, the object by its parts' sums (COMPOSITE) or as a whole (FULL_OBJECT).
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */

/** What a new upload is to be summed up by. */
export function uploadChecksum(input: {
  readonly ChecksumAlgorithm?: string | undefined;
  readonly ChecksumType?: string | undefined;
}): UploadChecksum | undefined {
  const { ChecksumAlgorithm: algorithm, ChecksumType: type } = input;
  if (algorithm === undefined) {
    if (type === undefined) return undefined;
    const message = "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.";
    throw invalidRequest(message, "multipart-upload");
  }
  checkAlgorithm(algorithm);
  // CRC64NVME knows no composite form.
  const usual: ChecksumType = algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE";
  if (type === undefined) return { algorithm, type: usual };
  if (type === "COMPOSITE" && algorithm !== "CRC64NVME") return { algorithm, type };
  if (type === "FULL_OBJECT" && isCrc(algorithm)) return { algorithm, type };
  const message = `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`;
  throw invalidRequest(message, "multipart-upload");
}

/** How an upload's parts are summed up: those of one without an algorithm too, because the object is to have a sum. */
export function summedBy({ checksum }: { readonly checksum?: UploadChecksum }): UploadChecksum {
  return checksum ?? { algorithm: DEFAULT_ALGORITHM, type: "FULL_OBJECT" };
}

/** A part's sum in another algorithm than the upload's is refused. */
export function checkPartAlgorithm(upload: UploadChecksum | undefined, input: object): void {
  const given = givenChecksum(input);
  if (!upload || !given || given.algorithm === upload.algorithm) return;
  const [expected, actual] = [upload.algorithm.toLowerCase(), given.algorithm.toLowerCase()];
  const message = `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`;
  throw invalidRequest(message, "multipart-upload");
}

/** The object's sum, from its parts'; undefined when not all of them have one, as of uploads that began long ago. */
export function objectChecksum(
  { algorithm, type }: UploadChecksum,
  parts: readonly UploadedPart[],
): ObjectChecksum | undefined {
  const sums = parts.flatMap(({ checksum }) => (checksum === undefined ? [] : [Buffer.from(checksum, "base64")]));
  if (sums.length < parts.length) return undefined;
  if (type === "FULL_OBJECT") {
    const summed = parts.map(({ body }, index) => ({ sum: sums[index] ?? new Uint8Array(), size: body.size }));
    return { algorithm, type, value: toBase64(combineCrcs(algorithm, summed)) };
  }
  const digest = checksumKind(`x-amz-checksum-${algorithm.toLowerCase()}`)?.create();
  for (const sum of sums) digest?.update(sum);
  return { algorithm, type, value: `${toBase64(digest?.digest() ?? new Uint8Array())}-${parts.length}` };
}

/** What the completing client says of the object's sum must be so. */
export function checkCompleted(
  input: { readonly ChecksumType?: string | undefined },
  upload: UploadChecksum | undefined,
  computed: ObjectChecksum | undefined,
): void {
  const { ChecksumType } = input;
  if (ChecksumType !== undefined && ChecksumType !== upload?.type) {
    const message = `The upload was created using the ${upload?.type ?? "null"} checksum mode. The complete request must use the same checksum mode.`;
    throw invalidRequest(message, "multipart-upload");
  }
  const given = givenChecksum(input);
  if (!given || !upload) return;
  const bare = computed?.value.replace(/-\d+$/, "");
  if (given.algorithm === upload.algorithm && (given.value === computed?.value || given.value === bare)) return;
  throw wrongChecksum(`The ${upload.algorithm.toLowerCase()} you specified did not match the calculated checksum.`);
}

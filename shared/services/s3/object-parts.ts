import { collect } from "../../core/bytes.ts";
import { type ManifestPart, readManifest } from "../../core/manifest.ts";
import type { ByteRange } from "../../ports/blob-store.ts";
import { LookAgain, type ReadTools } from "../service.ts";
import { invalidRequest } from "./errors.ts";
import { invalidPartNumber } from "./errors-multipart.ts";
import type { StoredObject } from "./model.ts";
import { contentRange, parseRange } from "./range.ts";

/** What of an object is to be read. */
export interface Excerpt {
  /** All of it when absent. */
  readonly range?: ByteRange;
  /** Of an object in parts, where one part was asked for. */
  readonly partsCount?: number;
  /** The part's own sum. */
  readonly partChecksum?: string | undefined;
}

/** The parts that an object was uploaded in; undefined for one that was put whole. */
export async function readObjectParts(
  { body }: StoredObject,
  { bodies }: Pick<ReadTools, "bodies">,
): Promise<readonly ManifestPart[] | undefined> {
  if (body.kind !== "parts") return undefined;
  const manifest = await bodies.open({ kind: "blob", blob: body.manifest, size: 0, md5: "" });
  // The object was written over since its row was read.
  if (!manifest) throw new LookAgain();
  return readManifest(await collect(manifest));
}

/** How many parts an object was uploaded in: its ETag tells, without a look at them. */
export function partsCount({ body }: StoredObject): number | undefined {
  return body.kind === "parts" ? Number(body.md5.slice(body.md5.indexOf("-") + 1)) : undefined;
}

/** The bytes that a request asks for, by Range or by the number of a part. */
export async function excerptOf(
  input: { readonly Range?: string | undefined; readonly PartNumber?: number | undefined },
  object: StoredObject,
  tools: Pick<ReadTools, "bodies">,
): Promise<Excerpt> {
  const { Range, PartNumber } = input;
  if (PartNumber === undefined) {
    const range = parseRange(Range, object.body.size);
    return range ? { range } : {};
  }
  if (Range !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter", "range");
  }
  return partExcerpt(PartNumber, object, await readObjectParts(object, tools));
}

function partExcerpt(number: number, { body }: StoredObject, parts: readonly ManifestPart[] | undefined): Excerpt {
  // An object that was put whole is its own first part.
  const part = parts ? parts[number - 1] : number === 1 ? body : undefined;
  if (!part) throw invalidPartNumber(number, parts?.length ?? 1);
  const before = (parts ?? []).slice(0, number - 1).reduce((sum, { size }) => sum + size, 0);
  return {
    ...(part.size === 0 ? {} : { range: { start: before, end: before + part.size - 1 } }),
    ...(parts ? { partsCount: parts.length } : {}),
    partChecksum: parts?.[number - 1]?.checksum,
  };
}

/** What GetObject and HeadObject tell of it. */
export function excerptMembers({ range, partsCount: count }: Excerpt, size: number) {
  return {
    ContentLength: range ? range.end - range.start + 1 : size,
    ...(range ? { ContentRange: contentRange(range, size) } : {}),
    ...(count === undefined ? {} : { PartsCount: count }),
  };
}

import { compareUtf8 } from "../../core/bytes.ts";
import type { RequestContext } from "../../core/context.ts";
import type { Row, TableStore } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import { endOfPrefix, listPage } from "./listing.ts";
import type { Bucket, Version } from "./model.ts";
import { checkVersionId, readCurrent, type Standing, shownId, standing, versionSort } from "./standing.ts";
import { deletedPartition, objectsPartition, versionsPartition } from "./table.ts";

type Reader = Pick<ReadTools, "store" | "context">;

export type VersionItem =
  | { readonly kind: "version"; readonly key: string; readonly version: Version; readonly isLatest: boolean }
  | { readonly kind: "prefix"; readonly prefix: string };

export interface VersionPageRequest {
  readonly prefix: string;
  readonly delimiter: string;
  /** Exclusive: behind all versions of this key, or behind the one that is named. */
  readonly keyMarker: string | undefined;
  readonly versionMarker: string | undefined;
  readonly limit: number;
}

export interface VersionPage {
  readonly items: readonly VersionItem[];
  readonly truncated: boolean;
}

/** How many keys' noncurrent versions are asked for at a time. */
const KEYS_AT_ONCE = 10;

/**
 * One page of versions: keys in the order of their bytes, of each the newest first. Reads at most two rows for each key of a page,
 * one query for each that has noncurrent versions, and of these no more than fit.
 */
export async function listVersions(bucket: Bucket, request: VersionPageRequest, tools: Reader): Promise<VersionPage> {
  const { prefix, delimiter, limit } = request;
  const wanted = limit === 0 ? 0 : limit + 1;
  const items: VersionItem[] = await restOfKey(bucket, request, wanted, tools);
  if (items.length < wanted) {
    const { entries } = await listPage(bothPartitions(bucket, tools), {
      ...objectsPartition(tools.context, bucket),
      prefix,
      delimiter,
      after: behindMarker(request),
      maxKeys: wanted - items.length,
    });
    for (let first = 0; first < entries.length && items.length < wanted; first += KEYS_AT_ONCE) {
      const some = entries.slice(first, first + KEYS_AT_ONCE);
      const left = wanted - items.length;
      const found = await Promise.all(
        some.map(async (entry): Promise<readonly VersionItem[]> => {
          return entry.kind === "prefix" ? [entry] : versionsOf(bucket, entry.row, left, tools);
        }),
      );
      items.push(...found.flat());
    }
  }
  return { items: items.slice(0, limit), truncated: items.length > limit };
}

/** The current versions of keys stand in two partitions; together they are one list. */
function bothPartitions(bucket: Bucket, { store, context }: Reader): Pick<TableStore, "query"> {
  if (!bucket.versioning) return store;
  return {
    async query(query) {
      const [objects, markers] = await Promise.all([
        store.query({ ...query, ...objectsPartition(context, bucket) }),
        store.query({ ...query, ...deletedPartition(context, bucket) }),
      ]);
      return [...objects, ...markers].sort((left, right) => compareUtf8(left.sort, right.sort)).slice(0, query.limit);
    },
  };
}

async function versionsOf(bucket: Bucket, row: Row, limit: number, tools: Reader): Promise<readonly VersionItem[]> {
  const { value, key } = standing(row);
  const latest: VersionItem = { kind: "version", key: key.sort, version: value, isLatest: true };
  if (!value.history || limit <= 1) return [latest];
  return [latest, ...(await noncurrentOf(bucket, key.sort, { limit: limit - 1 }, tools))];
}

async function noncurrentOf(
  bucket: Bucket,
  key: string,
  { limit, after }: { readonly limit: number; readonly after?: string },
  { store, context }: { store: Reader["store"]; context: RequestContext },
): Promise<readonly VersionItem[]> {
  const page = { limit, ...(after === undefined ? {} : { after }) };
  const rows = await store.query({ ...versionsPartition(context, bucket, key), ...page });
  return rows.map((row) => ({ kind: "version", key, version: standing(row).value, isLatest: false }));
}

/** The versions of the marker's own key that come behind the one that it names. */
async function restOfKey(
  bucket: Bucket,
  { prefix, delimiter, keyMarker, versionMarker }: VersionPageRequest,
  limit: number,
  tools: Reader,
): Promise<VersionItem[]> {
  if (keyMarker === undefined || versionMarker === undefined || limit === 0) return [];
  const sequencer = checkVersionId(versionMarker, "version-id-marker");
  const isListed = keyMarker.startsWith(prefix) && !isHidden(keyMarker, prefix, delimiter);
  const current = isListed ? await readCurrent(bucket, keyMarker, tools) : undefined;
  if (!current) return [];
  const after = placeOf(current, versionMarker, sequencer);
  if (after === "nowhere") return [];
  return [...(await noncurrentOf(bucket, keyMarker, { limit, ...(after ? { after } : {}) }, tools))];
}

/** Where the list goes on among the noncurrent versions: undefined for their beginning. */
function placeOf({ value }: Standing, marker: string, sequencer: string | undefined): string | undefined | "nowhere" {
  if (shownId(value) === marker) return undefined;
  if (sequencer !== undefined) return versionSort(sequencer, marker);
  return value.history?.nullSort ?? "nowhere";
}

/** Part of a common prefix. */
function isHidden(key: string, prefix: string, delimiter: string): boolean {
  return delimiter !== "" && key.indexOf(delimiter, prefix.length) !== -1;
}

/** A marker that is a common prefix stands for every key below it. */
function behindMarker({ keyMarker, versionMarker, delimiter, prefix }: VersionPageRequest): string | undefined {
  if (keyMarker === undefined || versionMarker !== undefined || delimiter === "") return keyMarker;
  return keyMarker.endsWith(delimiter) && keyMarker.length > prefix.length ? endOfPrefix(keyMarker) : keyMarker;
}

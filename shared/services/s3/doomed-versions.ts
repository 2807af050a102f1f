import type { ReadTools } from "../service.ts";
import type { DoomedVersions } from "./deletion.ts";
import type { Bucket } from "./model.ts";
import { checkVersionId, readCurrent, type Standing, shownId, standing, versionSort } from "./standing.ts";
import { versionKey, versionsPartition } from "./table.ts";

type Reader = Pick<ReadTools, "store" | "context">;

/** The versions of a key that have these ids, those that are there, and who takes the current one's place if it goes. */
export async function readDoomed(
  bucket: Bucket,
  key: string,
  versionIds: readonly string[],
  tools: Reader,
): Promise<DoomedVersions> {
  const ids = [...new Set(versionIds)];
  const sequencers = ids.map((id) => checkVersionId(id));
  const current = await readCurrent(bucket, key, tools);
  if (!current) return { bucket, key, current, doomed: [], heir: undefined };
  const losesCurrent = ids.includes(shownId(current.value));
  const sorts = ids.flatMap((id, index) => {
    if (id === shownId(current.value)) return [];
    const sequencer = sequencers[index];
    const sort = sequencer === undefined ? current.value.history?.nullSort : versionSort(sequencer, id);
    return sort === undefined ? [] : [sort];
  });
  const rows = await tools.store.getMany(sorts.map((sort) => versionKey(tools.context, bucket, key, sort)));
  const noncurrent = rows.flatMap((row) => (row ? [standing(row)] : []));
  const doomed = losesCurrent ? [current, ...noncurrent] : noncurrent;
  const heir = losesCurrent ? await readHeir(bucket, key, current, new Set(sorts), tools) : undefined;
  return { bucket, key, current, doomed, heir };
}

/** The newest noncurrent version that is not doomed itself. */
async function readHeir(
  bucket: Bucket,
  key: string,
  current: Standing,
  doomed: ReadonlySet<string>,
  { store, context }: Reader,
): Promise<Standing | undefined> {
  if (!current.value.history) return undefined;
  const rows = await store.query({ ...versionsPartition(context, bucket, key), limit: doomed.size + 1 });
  const heir = rows.find(({ sort }) => !doomed.has(sort));
  return heir && standing(heir);
}

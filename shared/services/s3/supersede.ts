import type { RequestContext } from "../../core/context.ts";
import type { Write } from "../../ports/table-store.ts";
import type { History, Version } from "./model.ts";
import { nextSequencer } from "./sequencer.ts";
import { type Standing, sortOf } from "./standing.ts";
import type { Slot } from "./stored-object.ts";
import { deletedKey, objectKey, putVersionRow, versionKey } from "./table.ts";
import { type Grown, tally } from "./totals.ts";
import { makeVersionId } from "./version-id.ts";

/*
 * How the next version of a key takes the place of the current one: docs/decisions/0100-rows-of-versions.md. What stands where is
 * decided by conditions on the rows of the key itself, so that writes of different keys never meet.
 */

/** What a version is given when it takes its place. */
type Facts = "versionId" | "modifiedAt" | "sequencer" | "history" | "noncurrentAt";

export interface Superseded<Kind extends Version> {
  readonly next: Kind;
  readonly writes: readonly Write[];
  /** What is no version of the key any more: its bytes can go. */
  readonly replaced: Version | undefined;
  /** What the bucket's totals grow by. */
  readonly grown: Grown;
}

/** Makes a new version the current one of its slot, over what stands there. */
export function supersede<Kind extends Version>(
  slot: Slot,
  version: Omit<Kind, Facts>,
  context: RequestContext,
): Superseded<Kind> {
  const { bucket, current, oldNull } = slot;
  const sequencer = nextSequencer(context.now, current?.value.sequencer);
  const isNamed = bucket.versioning === "Enabled";
  const isReplaced = current !== undefined && !isNamed && current.value.versionId === undefined;
  const kept = isReplaced ? undefined : current;
  const history = isReplaced ? current?.value.history : historyWith(kept, isNamed);
  const next = {
    ...version,
    modifiedAt: context.now,
    sequencer,
    ...(isNamed ? { versionId: makeVersionId(sequencer, slot.random) } : {}),
    ...(history ? { history } : {}),
  } as unknown as Kind;
  const replaced = isReplaced ? current?.value : oldNull?.value;
  return {
    next,
    replaced,
    writes: [
      ...place(slot, next, context),
      ...(kept ? [keep(slot, kept.value, context)] : []),
      ...(oldNull ? [remove(oldNull)] : []),
    ],
    grown: tally([
      { version: next, current: true, by: 1 },
      { version: current?.value, current: true, by: -1 },
      { version: kept?.value, current: false, by: 1 },
      { version: oldNull?.value, current: false, by: -1 },
    ]),
  };
}

/** Puts a version that has its id and its date already in front of what stands there, which is kept. */
export function succeed(slot: Slot, version: Version, context: RequestContext): readonly Write[] {
  const { current } = slot;
  const history = historyWith(current, true);
  const next = { ...version, ...(history ? { history } : {}) } as Version;
  return [...place(slot, next, context), ...(current ? [keep(slot, current.value, context)] : [])];
}

function historyWith(kept: Standing | undefined, isNamed: boolean): History | undefined {
  if (!kept) return undefined;
  const { value } = kept;
  if (value.versionId === undefined) return { nullSort: sortOf(value) };
  // A version that takes the name "null" leaves no older one of that name.
  const nullSort = isNamed ? value.history?.nullSort : undefined;
  return nullSort === undefined ? {} : { nullSort };
}

/** Writes the current version's row, and sees to it that the key has no other. */
export function place(
  { bucket, key, current }: Pick<Slot, "bucket" | "key" | "current">,
  next: Version,
  context: RequestContext,
): readonly Write[] {
  const object = objectKey(context, bucket, key);
  const marker = deletedKey(context, bucket, key);
  const [here, there] = next.marker ? [marker, object] : [object, marker];
  if (!current) {
    const put = putVersionRow(here, next, "absent");
    // Of the two rows that a key may have, somebody else may write the other at this moment.
    return bucket.versioning ? [put, { kind: "check", key: there, expect: "absent" }] : [put];
  }
  const expect = { version: current.version };
  const stays = current.value.marker === next.marker;
  if (stays) return [putVersionRow(here, next, expect)];
  return [putVersionRow(here, next, "absent"), { kind: "delete", key: there, expect }];
}

function keep({ bucket, key }: Slot, { history: _, ...version }: Version, context: RequestContext): Write {
  const noncurrent = { ...version, noncurrentAt: context.now } as Version;
  return putVersionRow(versionKey(context, bucket, key, sortOf(noncurrent)), noncurrent, "absent");
}

export function remove({ key, version }: Standing): Write {
  return { kind: "delete", key, expect: { version } };
}

import type { Body } from "../../../core/body.ts";
import type { RequestContext } from "../../../core/context.ts";
import type { Put } from "../../../ports/table-store.ts";
import { type Done, LookAgain, operation, type ReadTools } from "../../service.ts";
import { passGate } from "../gates.ts";
import { INLINE_BODY_BYTES, MAX_OBJECT_BYTES } from "../limits.ts";
import type { ObjectMetadata, StoredObject, Version } from "../model.ts";
import { notify } from "../notify.ts";
import { hasAcls } from "../ownership.ts";
import { placeReplica, replicaMetadata } from "../replica.ts";
import { arrival, failureOf, settled } from "../replication-outcome.ts";
import { type FailureReason, findWay, type ReplicationStep, readWaiting, type Waiting } from "../replication-way.ts";
import { rewrite } from "../rewrite-version.ts";
import { isObject, readVersion, type Standing, shownId } from "../standing.ts";
import { type Slot, slotOf } from "../stored-object.ts";
import { addTotals } from "../totals.ts";

type Nothing = Record<string, never>;

interface Replicating {
  readonly waiting: Waiting;
  readonly slot: Slot;
  /** The replica, where an earlier step has brought it: only what goes with its bytes has changed. */
  readonly present: Standing | undefined;
  /** Undefined of a delete marker. */
  readonly metadata: ObjectMetadata | undefined;
  /** Bytes that are to be stored anew. */
  readonly stream: AsyncIterable<Uint8Array> | undefined;
}

type Found = Replicating | { readonly waiting: Waiting; readonly reason: FailureReason } | undefined;

/**
 * Brings one version to one bucket, under its own id and date. It comes there and its source says so in one transaction.
 * docs/decisions/0116-replication.md
 */
export const replicateVersion = operation<ReplicationStep, Nothing>()({
  service: "s3",
  name: "ReplicateVersion",
  internal: true,

  async prefetch(step, tools): Promise<Found> {
    const waiting = await readWaiting(step, tools);
    if (!waiting) return undefined;
    const target = await findWay(waiting, step.Destination, tools);
    if (typeof target === "string") return { waiting, reason: target };
    const slot = await slotOf(target, step.Key, tools);
    const { found: present } = await readVersion(target.bucket, step.Key, step.VersionId, tools);
    const metadata = await metadataFor(waiting, slot, tools);
    // Last: a stream that is opened holds a file.
    return { waiting, slot, present, metadata, stream: present ? undefined : await streamOf(waiting, tools) };
  },

  commit(found, step, context) {
    if (!found) return { output: {} };
    if ("reason" in found) return failureOf(found.waiting, step, found.reason, context);
    const { stream } = found;
    if (!stream) return finish(found, step, undefined, context);
    const limits = { root: context.root, maxBytes: MAX_OBJECT_BYTES, inlineBytes: INLINE_BODY_BYTES };
    return {
      async call(outside) {
        return finish(found, step, await outside.bodies.store(stream, limits), context);
      },
    };
  },
});

async function metadataFor(
  { source, standing, rule }: Waiting,
  { bucket: target }: Slot,
  tools: ReadTools,
): Promise<ObjectMetadata | undefined> {
  if (!isObject(standing) || !rule) return undefined;
  return replicaMetadata(standing.value, rule, { source, target, lists: await hasAcls(target, tools) });
}

/** Undefined where there are no bytes, or so few that they stand in the row. */
async function streamOf({ standing }: Waiting, tools: ReadTools): Promise<AsyncIterable<Uint8Array> | undefined> {
  if (!isObject(standing) || standing.value.body.kind === "inline") return undefined;
  const stream = await tools.bodies.open(standing.value.body);
  if (!stream) throw new LookAgain();
  return stream;
}

function finish(
  { waiting, slot, present, metadata }: Replicating,
  { Destination, Rule }: ReplicationStep,
  stored: Body | undefined,
  context: RequestContext,
): Done<Nothing> {
  const done = settled(waiting, Destination, false);
  const events = [arrival(waiting, Destination, Rule)];
  if (present) return { output: {}, writes: [done, ...changes(present, metadata)], events };
  const replica = replicaOf(waiting.standing.value, metadata, stored);
  const { bucket, key } = slot;
  const { writes, grown } = placeReplica(slot, replica, context);
  const notified = notify(
    {
      event: replica.marker ? "ObjectRemoved:DeleteMarkerCreated" : "ObjectCreated:Put",
      bucket,
      key,
      sequencer: replica.sequencer,
      versionId: shownId(replica),
      ...(replica.marker ? {} : { object: replica }),
    },
    context,
  );
  return {
    output: {},
    writes: [done, ...writes, ...passGate(context, slot), ...addTotals(context, bucket, grown)],
    effects: notified.effects,
    events: [...events, ...notified.events],
    bodies: { keep: replica.marker ? [] : [replica.body] },
  };
}

/** What can change of an object that is stored; the destination may have moved the replica to another class since. */
function changes(present: Standing, metadata: ObjectMetadata | undefined): readonly Put[] {
  if (!metadata || !isObject(present)) return [];
  const { tags, grants, lock } = metadata;
  return [rewrite({ object: present.value, standing: present }, { tags, grants, lock })];
}

/** A replica has its source's id, date and ETag, that of an upload in parts, too, though its bytes are in one piece then. */
function replicaOf(source: Version, metadata: ObjectMetadata | undefined, stored: Body | undefined): Version {
  const { versionId, modifiedAt, sequencer } = source;
  const facts = { ...(versionId === undefined ? {} : { versionId }), modifiedAt, sequencer, replication: REPLICA };
  if (source.marker || !metadata) return { marker: true, ...facts };
  const { checksum } = source;
  const body = stored ? { ...stored, md5: source.body.md5 } : source.body;
  return { ...metadata, ...facts, body, ...(checksum ? { checksum } : {}) } satisfies StoredObject;
}

const REPLICA = { kind: "replica" } as const;

import type { Destination, ReplicationRule } from "@aws-sdk/client-s3";
import type { RequestContext } from "../../core/context.ts";
import { canonicalUserId } from "../../core/policy/canonical-user.ts";
import type { Write } from "../../ports/table-store.ts";
import type { Bucket, ObjectEncryption, ObjectMetadata, StoredObject, Version } from "./model.ts";
import { metadataIn } from "./object-metadata.ts";
import { type Standing, sortOf } from "./standing.ts";
import { DEFAULT_CLASS } from "./storage-class.ts";
import type { Slot } from "./stored-object.ts";
import { succeed } from "./supersede.ts";
import { putVersionRow, versionKey } from "./table.ts";
import { type Grown, tally } from "./totals.ts";

/** What a rule makes of an object's metadata. Whose the replica is, and whom its list lets in, the destination's lists decide. */
export function replicaMetadata(
  object: StoredObject,
  { Destination: destination }: ReplicationRule,
  { source, target, lists }: { readonly source: Bucket; readonly target: Bucket; readonly lists: boolean },
): ObjectMetadata {
  const { storageClass: _, owner: __, grants, encryption, ...rest } = metadataIn(object);
  const owner = object.owner ?? canonicalUserId(source.account);
  const isForeign = lists && !destination?.AccessControlTranslation && owner !== canonicalUserId(target.account);
  return {
    ...rest,
    ...replicaClass(object, destination),
    ...(encryption ? { encryption: replicaKey(encryption, destination) } : {}),
    ...(isForeign ? { owner } : {}),
    ...(lists && grants && !destination?.AccessControlTranslation ? { grants } : {}),
  };
}

function replicaClass({ storageClass }: StoredObject, destination: Destination | undefined) {
  const wanted = destination?.StorageClass ?? storageClass;
  return wanted === undefined || wanted === DEFAULT_CLASS ? {} : { storageClass: wanted };
}

function replicaKey(encryption: ObjectEncryption, destination: Destination | undefined): ObjectEncryption {
  const keyId = destination?.EncryptionConfiguration?.ReplicaKmsKeyID;
  return encryption.kind === "kms" && keyId ? { ...encryption, keyId } : encryption;
}

/**
 * Puts a replica where its id says among the versions of its key. It is the current one unless the destination has got something
 * newer meanwhile: replicas may come in another order than their sources were stored in.
 */
export function placeReplica(
  slot: Slot,
  replica: Version,
  context: RequestContext,
): { readonly writes: readonly Write[]; readonly grown: Grown; readonly isCurrent: boolean } {
  const { current } = slot;
  if (!current || current.value.sequencer <= replica.sequencer) {
    const grown = tally([
      { version: replica, current: true, by: 1 },
      { version: current?.value, current: true, by: -1 },
      { version: current?.value, current: false, by: 1 },
    ]);
    return { writes: succeed(slot, replica, context), grown, isCurrent: true };
  }
  const grown = tally([{ version: replica, current: false, by: 1 }]);
  return { writes: putBehind(slot, current, replica, context), grown, isCurrent: false };
}

/** The current version then has others behind it, if it had none yet; its row holds the transaction together. */
function putBehind({ bucket, key }: Slot, current: Standing, replica: Version, context: RequestContext): Write[] {
  const noncurrent = { ...replica, noncurrentAt: context.now } as Version;
  const ahead = { ...current.value, history: current.value.history ?? {} } as Version;
  return [
    putVersionRow(versionKey(context, bucket, key, sortOf(noncurrent)), noncurrent, "absent"),
    putVersionRow(current.key, ahead, { version: current.version }),
  ];
}

import type { RequestContext } from "../../core/context.ts";
import type { Done } from "../service.ts";
import type { Transition } from "./lifecycle-transitions.ts";
import type { Bucket, StoredObject } from "./model.ts";
import { notify } from "./notify.ts";
import { rewrite } from "./rewrite-version.ts";
import { nextSequencer } from "./sequencer.ts";
import { type Standing, shownId } from "./standing.ts";
import { DEFAULT_CLASS } from "./storage-class.ts";
import { bucketArn } from "./table.ts";

/** A version whose class changes. */
export interface Moved {
  readonly standing: Standing<StoredObject>;
  readonly due: Transition;
}

/** Gives versions of a key the storage classes that lifecycle rules want. Neither their dates nor their ids change. */
export function moveVersions(
  bucket: Bucket,
  key: string,
  moved: readonly Moved[],
  context: RequestContext,
): Omit<Done<never>, "output"> {
  const told = moved.map((one) => tell(bucket, key, one, context));
  return {
    writes: moved.map(({ standing, due }) => rewrite({ standing, object: standing.value }, { storageClass: due.to })),
    effects: told.flatMap(({ effects }) => effects),
    events: told.flatMap(({ events }) => events),
  };
}

function tell(bucket: Bucket, key: string, { standing, due }: Moved, context: RequestContext) {
  const before = standing.value;
  const object = { ...before, storageClass: due.to };
  const id = bucket.versioning ? { versionId: shownId(object) } : {};
  const sequencer = nextSequencer(context.now, object.sequencer);
  const change = { event: "LifecycleTransition", bucket, key, sequencer, object, ...id } as const;
  const { effects, events } = notify(change, context);
  const from = before.storageClass ?? DEFAULT_CLASS;
  const which = bucket.versioning ? `version ${shownId(object)} of ${key}` : key;
  const why = {
    type: "lifecycle.transitioned",
    resource: bucketArn(bucket.name),
    text: `lifecycle rule ${due.rule.ID} of ${bucket.name} moved ${which} from ${from} to ${due.to}`,
    detail: { key, rule: due.rule.ID ?? "", from, to: due.to, ...id },
  };
  return { effects, events: [why, ...events] };
}

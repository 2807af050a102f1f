import type { RequestContext } from "../../core/context.ts";
import type { Done } from "../service.ts";
import type { FoundObject } from "./found-object.ts";
import type { Tags } from "./model.ts";
import { notify } from "./notify.ts";
import { replicateAgain } from "./replication-targets.ts";
import { rewrite } from "./rewrite-version.ts";
import { shownId } from "./standing.ts";
import { bucketArn } from "./table.ts";

/** Gives a version other tags, or none. */
export function retag(
  found: FoundObject,
  tags: Tags | undefined,
  context: RequestContext,
): Required<Pick<Done<never>, "writes" | "effects" | "events">> {
  const { bucket, key, object } = found;
  const event = tags ? "ObjectTagging:Put" : "ObjectTagging:Delete";
  const id = bucket.versioning ? { versionId: shownId(object) } : {};
  const { sequencer } = object;
  const { effects, events } = notify({ event, bucket, key, sequencer, object, ...id }, context);
  const words = (tags ?? []).map(([name, value]) => `${name}=${value}`).join(", ");
  const told = {
    type: "object.tagged",
    resource: bucketArn(bucket.name),
    text: words === "" ? `tags of ${key} in ${bucket.name} removed` : `${key} in ${bucket.name} is tagged ${words}`,
    detail: { key, tags: words, ...id },
  };
  const again = replicateAgain(bucket, key, object);
  return {
    writes: [rewrite(found, { tags: tags?.length ? tags : undefined, ...again.changed })],
    effects: [...effects, ...again.effects],
    events: [told, ...events],
  };
}

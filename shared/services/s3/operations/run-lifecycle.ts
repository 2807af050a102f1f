import { ServiceError } from "../../../core/errors.ts";
import type { EventDraft } from "../../../core/event.ts";
import type { Row } from "../../../ports/table-store.ts";
import { type EffectDraft, type Outside, operation, type ReadTools } from "../../service.ts";
import { readConfiguration } from "../configuration.ts";
import { midnightAfter, nextRun, uploadExpiry } from "../lifecycle-due.ts";
import { prefixesOf } from "../lifecycle-filter.ts";
import { inForce, type RulesInForce } from "../lifecycle-model.ts";
import { LIFECYCLE_PHASES, type LifecycleStep, nextLifecycleRun, step } from "../lifecycle-run.ts";
import { nextAction } from "../lifecycle-transitions.ts";
import { LIFECYCLE_PAGE } from "../limits.ts";
import type { Bucket } from "../model.ts";
import { servicePrincipal } from "../service-principal.ts";
import { findBucket } from "../stored-bucket.ts";
import {
  bucketArn,
  deletedPartition,
  objectsPartition,
  uploadsFromRow,
  uploadsPartition,
  versionFromRow,
} from "../table.ts";
import { abortMultipartUpload } from "./abort-multipart-upload.ts";
import { applyLifecycle } from "./apply-lifecycle.ts";

type Nothing = Record<string, never>;

interface Page {
  readonly bucket: Bucket;
  readonly lifecycle: RulesInForce;
  readonly prefixes: readonly string[];
  readonly rows: readonly Row[];
}

/**
 * One step of a bucket's lifecycle run: a page of its keys, then an effect for the next. docs/decisions/0106-lifecycle-runs.md
 * tells why objects have no rows that come due, and when a run is.
 */
export const runLifecycle = operation<LifecycleStep, Nothing>()({
  service: "s3",
  name: "RunLifecycle",
  internal: true,

  async prefetch(input, tools): Promise<Page | undefined> {
    const bucket = (await findBucket(input.Bucket, tools))?.bucket;
    if (!bucket || bucket.id !== input.Id) return undefined;
    const lifecycle = await readConfiguration(bucket, "lifecycle", tools);
    if (lifecycle?.run !== input.Run) return undefined;
    const rules = inForce(lifecycle);
    const prefixes = prefixesOf(rules.rules);
    return { bucket, lifecycle: rules, prefixes, rows: await readPage(bucket, input, prefixes, tools) };
  },

  commit(page, input, context) {
    if (!page) return { output: {} };
    const { bucket, lifecycle, rows } = page;
    return {
      async call(outside) {
        const found: Found = { next: input.Next ?? nextRun(lifecycle.rules, context.now), events: [] };
        for (const row of rows) await visit(row, page, input, { outside, now: context.now, found });
        const effects = follow(page, input, found.next);
        return { output: {}, effects: effects ? [effects] : [], events: found.events };
      },
    };

    function follow(
      { prefixes }: Page,
      { Phase, Prefix, ...place }: LifecycleStep,
      next: number | undefined,
    ): EffectDraft | undefined {
      const Next = next === undefined ? {} : { Next: next };
      const { After: _, Next: __, ...here } = place;
      const last = rows.at(-1);
      if (last && rows.length === LIFECYCLE_PAGE)
        return step(bucket, { ...here, Phase, Prefix, After: last.sort, ...Next });
      if (Prefix + 1 < prefixes.length) return step(bucket, { ...here, Phase, Prefix: Prefix + 1, ...Next });
      const phase = LIFECYCLE_PHASES[LIFECYCLE_PHASES.indexOf(Phase) + 1];
      if (phase) return step(bucket, { ...here, Phase: phase, Prefix: 0, ...Next });
      return next === undefined
        ? undefined
        : nextLifecycleRun(bucket, here.Run, Math.max(next, midnightAfter(context.now, 0)));
    }
  },
});

/** What a step learns on its way. */
interface Found {
  next: number | undefined;
  readonly events: EventDraft[];
}

async function readPage(
  bucket: Bucket,
  { Phase, Prefix, After }: LifecycleStep,
  prefixes: readonly string[],
  { store, context }: ReadTools,
): Promise<readonly Row[]> {
  const prefix = prefixes[Prefix];
  // Buckets without versioning have no markers.
  if (prefix === undefined || (Phase === "markers" && !bucket.versioning)) return [];
  const partition = { objects: objectsPartition, markers: deletedPartition, uploads: uploadsPartition }[Phase];
  const after = After === undefined ? {} : { after: After };
  return store.query({ ...partition(context, bucket), prefix, limit: LIFECYCLE_PAGE, ...after });
}

interface Visit {
  readonly outside: Pick<Outside, "call">;
  readonly now: number;
  readonly found: Found;
}

async function visit(row: Row, page: Page, { Phase, Run }: LifecycleStep, tools: Visit): Promise<void> {
  const { found, now, outside } = tools;
  if (Phase === "uploads") return visitUploads(row, page, tools);
  const { bucket, lifecycle } = page;
  const version = versionFromRow(row);
  const due = version.marker ? undefined : nextAction(lifecycle, row.sort, version, now);
  const hasHistory = version.history !== undefined;
  if (!version.marker && !hasHistory && (!due || due.at > now)) {
    found.next = soonest(found.next, due?.at, now);
    return;
  }
  const input = { Bucket: bucket.name, Id: bucket.id, Run, Key: row.sort };
  await orTomorrow(tools, async () => {
    for (let Place = {}, more = true; more; ) {
      const applied = await outside.call(applyLifecycle, { ...input, ...Place }, servicePrincipal(bucket));
      found.next = soonest(found.next, applied.next, now);
      Place = applied.place ? { Place: applied.place } : {};
      more = applied.more;
    }
  });
}

async function visitUploads(row: Row, { bucket, lifecycle }: Page, tools: Visit): Promise<void> {
  const { found, now, outside } = tools;
  for (const { id, startedAt } of uploadsFromRow(row)) {
    const due = uploadExpiry(lifecycle.rules, row.sort, startedAt);
    if (!due || due.at > now) {
      found.next = soonest(found.next, due?.at, now);
      continue;
    }
    const input = { Bucket: bucket.name, Key: row.sort, UploadId: id };
    await orTomorrow(tools, async () => {
      await outside.call(abortMultipartUpload, input, servicePrincipal(bucket));
      const text = `lifecycle rule ${due.rule.ID} of ${bucket.name} ended the upload of ${row.sort}, begun ${new Date(startedAt).toISOString()}`;
      found.events.push({ type: "lifecycle.upload-ended", resource: bucketArn(bucket.name), text });
    });
  }
}

/** What a client got at first, or kept from happening, is looked at again with the next run. */
async function orTomorrow({ found, now }: Visit, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    found.next = soonest(found.next, midnightAfter(now, 0), now);
  }
}

function soonest(next: number | undefined, at: number | undefined, now: number): number | undefined {
  if (at === undefined || at <= now) return next;
  return next === undefined ? at : Math.min(next, at);
}

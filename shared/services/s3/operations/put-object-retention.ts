import type { PutObjectRetentionOutput, PutObjectRetentionRequest } from "@aws-sdk/client-s3";
import { iso } from "../../../core/time.ts";
import { operation } from "../../service.ts";
import { authorise } from "../authorise.ts";
import { malformedXml, objectLocked } from "../errors.ts";
import { readObject } from "../found-object.ts";
import type { ObjectLock } from "../model.ts";
import { hasLocks, inThePast, isMode, isRetained, noLockConfiguration } from "../object-lock.ts";
import { replicateAgain } from "../replication-targets.ts";
import { rewrite } from "../rewrite-version.ts";
import { bucketArn } from "../table.ts";

const WRITE = { action: "s3:PutObjectRetention", versionAction: "s3:PutObjectRetention", method: "PUT" } as const;

/** Locks a version until a date. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html */
export const putObjectRetention = operation<PutObjectRetentionRequest, PutObjectRetentionOutput>()({
  service: "s3",
  name: "PutObjectRetention",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, WRITE);
    const { bucket, key, object } = found;
    if (!hasLocks(bucket)) throw noLockConfiguration();
    const retention = checkRetention(input, tools.now);
    const bypass = input.BypassGovernanceRetention === true;
    if (bypass) await authorise(bucket, { action: "s3:BypassGovernanceRetention", key }, tools, input);
    const { lock = {} } = object;
    if (isRetained(lock, tools.now, bypass) && isWeaker(retention, lock)) throw objectLocked();
    return { found, retention };
  },

  commit({ found, retention }) {
    const { bucket, key, object } = found;
    const again = replicateAgain(bucket, key, object);
    const { mode: _mode, until: _until, ...hold } = object.lock ?? {};
    const until = retention.until === undefined ? "no longer retained" : `retained until ${iso(retention.until)}`;
    return {
      output: {},
      writes: [rewrite(found, { lock: { ...hold, ...retention }, ...again.changed })],
      effects: again.effects,
      events: [
        {
          type: "object.retention",
          resource: bucketArn(bucket.name),
          text: `${key} in ${bucket.name} is ${until}${retention.mode ? ` (${retention.mode})` : ""}`,
          detail: { key },
        },
      ],
    };
  },
});

function checkRetention(
  { Retention = {} }: PutObjectRetentionRequest,
  now: number,
): Pick<ObjectLock, "mode" | "until"> {
  const { Mode, RetainUntilDate } = Retention;
  if (Mode === undefined && RetainUntilDate === undefined) return {};
  if (Mode === undefined || !isMode(Mode) || !RetainUntilDate) throw malformedXml();
  if (RetainUntilDate.getTime() <= now) throw inThePast();
  return { mode: Mode, until: RetainUntilDate.getTime() };
}

/** A retention may be made longer, and a governed one strict; never the other way. */
function isWeaker(wanted: Pick<ObjectLock, "mode" | "until">, { mode, until = 0 }: ObjectLock): boolean {
  return (wanted.until ?? 0) < until || (mode === "COMPLIANCE" && wanted.mode !== "COMPLIANCE");
}

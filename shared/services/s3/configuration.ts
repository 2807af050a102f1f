import type { RequestContext } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Write } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import type { ConfigurationKind, Configurations } from "./configurations.ts";
import { requestTooBig } from "./errors.ts";
import { MAX_CONFIGURATION_BYTES } from "./limits.ts";
import type { Bucket } from "./model.ts";
import { configurationKey, putBucket } from "./table.ts";

/** What is configured of one kind; undefined, and nothing read, where the bucket's row knows of none. */
export async function readConfiguration<Kind extends ConfigurationKind>(
  bucket: Bucket,
  kind: Kind,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<Configurations[Kind] | undefined> {
  if (!bucket.configured?.includes(kind)) return undefined;
  const row = await store.get(configurationKey(context, bucket, kind));
  return row && (row.value as unknown as Configurations[Kind]);
}

/** With a new bucket. */
export function configureNew(
  bucket: Bucket,
  configurations: Partial<Configurations>,
  scope: Scope,
): { readonly bucket: Bucket; readonly writes: readonly Write[] } {
  const configured = Object.keys(configurations).sort() as ConfigurationKind[];
  if (configured.length === 0) return { bucket, writes: [] };
  const writes = configured.map((kind): Write => {
    return { kind: "put", key: configurationKey(scope, bucket, kind), value: plain(configurations[kind]) };
  });
  return { bucket: { ...bucket, configured }, writes };
}

type Scope = Pick<RequestContext, "root">;
interface Configured {
  readonly bucket: Bucket;
  /** Of the bucket's row: two who configure at once don't lose each other's. */
  readonly version: string;
}

export function configure<Kind extends ConfigurationKind>(
  { bucket, version }: Configured,
  kind: Kind,
  value: Configurations[Kind],
  scope: Scope,
): readonly Write[] {
  const others = (bucket.configured ?? []).filter((one) => one !== kind);
  return [
    putBucket(scope, { ...bucket, configured: [...others, kind].sort() }, { version }),
    { kind: "put", key: configurationKey(scope, bucket, kind), value: plain(value) },
  ];
}

/** Rows hold JSON, and a member that is undefined is none. */
export function plain(value: unknown): Value {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > MAX_CONFIGURATION_BYTES) throw requestTooBig();
  return JSON.parse(text) as Value;
}

export function unconfigure({ bucket, version }: Configured, kind: ConfigurationKind, scope: Scope): readonly Write[] {
  const { configured = [], ...rest } = bucket;
  if (!configured.includes(kind)) return [];
  const left = configured.filter((one) => one !== kind);
  return [
    putBucket(scope, left.length > 0 ? { ...rest, configured: left } : rest, { version }),
    { kind: "delete", key: configurationKey(scope, bucket, kind) },
  ];
}

/** With the bucket. */
export function removeConfigurations(scope: Scope, bucket: Bucket): readonly Write[] {
  return (bucket.configured ?? []).map((kind) => ({ kind: "delete", key: configurationKey(scope, bucket, kind) }));
}

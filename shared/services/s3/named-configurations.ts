import type { RequestContext } from "../../core/context.ts";
import type { Write } from "../../ports/table-store.ts";
import type { EffectDraft, ReadTools } from "../service.ts";
import { plain } from "./configuration.ts";
import type { NamedConfigurations, NamedKind } from "./configurations.ts";
import { noSuchConfiguration, tooManyConfigurations } from "./errors-configuration.ts";
import { MAX_NAMED_CONFIGURATIONS } from "./limits.ts";
import type { Bucket } from "./model.ts";
import type { StoredBucket } from "./stored-bucket.ts";
import { type BucketPlace, bucketArn, namedConfigurationKey, putBucket } from "./table.ts";

type Scope = Pick<RequestContext, "root">;

/** Throws NoSuchConfiguration where the bucket has none of that id. */
export async function readNamed<Kind extends NamedKind>(
  bucket: Bucket,
  kind: Kind,
  id: string,
  tools: Pick<ReadTools, "store" | "context">,
): Promise<NamedConfigurations[Kind]> {
  const found = await findNamed(bucket, kind, id, tools);
  if (!found) throw noSuchConfiguration();
  return found;
}

export async function findNamed<Kind extends NamedKind>(
  bucket: Bucket,
  kind: Kind,
  id: string,
  { store, context }: Pick<ReadTools, "store" | "context">,
): Promise<NamedConfigurations[Kind] | undefined> {
  // An id that no configuration can have may not fit into a key.
  if (!bucket.named?.[kind] || !isConfigurationId(id)) return undefined;
  const row = await store.get(namedConfigurationKey(context, bucket, kind, id));
  return row && (row.value as unknown as NamedConfigurations[Kind]);
}

/** AWS says it of analytics and metrics, and holds the others to it: https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsConfiguration.html */
export function isConfigurationId(id: string | undefined): id is string {
  return id !== undefined && /^[A-Za-z0-9._-]{1,64}$/.test(id);
}

/** Every change writes the bucket's row, by condition: the number in it stays true, and nothing is put into a deleted bucket. */
export function putNamed<Kind extends NamedKind>(
  { bucket, version }: StoredBucket,
  kind: Kind,
  id: string,
  change: { readonly value: NamedConfigurations[Kind]; readonly isNew: boolean },
  scope: Scope,
): readonly Write[] {
  const count = (bucket.named?.[kind] ?? 0) + (change.isNew ? 1 : 0);
  if (count > MAX_NAMED_CONFIGURATIONS) throw tooManyConfigurations();
  return [
    putBucket(scope, { ...bucket, named: { ...bucket.named, [kind]: count } }, { version }),
    { kind: "put", key: namedConfigurationKey(scope, bucket, kind, id), value: plain(change.value) },
  ];
}

export function removeNamed(
  { bucket, version }: StoredBucket,
  kind: NamedKind,
  id: string,
  scope: Scope,
): readonly Write[] {
  const named = { ...bucket.named, [kind]: (bucket.named?.[kind] ?? 1) - 1 };
  return [
    putBucket(scope, { ...bucket, named }, { version }),
    { kind: "delete", key: namedConfigurationKey(scope, bucket, kind, id) },
  ];
}

/** Behind a bucket's deletion: there may be more of them than a transaction holds. */
export function forgetNamed({ account, region, name, id, named = {} }: Bucket): readonly EffectDraft[] {
  return (Object.keys(named) as NamedKind[])
    .filter((kind) => named[kind])
    .map((kind) => forgetKind({ account, region, name, id }, kind));
}

export function forgetKind(bucket: BucketPlace, kind: NamedKind): EffectDraft {
  const input = { Bucket: { ...bucket }, Kind: kind };
  return { target: bucketArn(bucket.name), operation: "ForgetConfigurations", input };
}

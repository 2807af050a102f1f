import { type Operation, operation, type ReadTools } from "../service.ts";
import type { Need } from "./authorise.ts";
import { configure, readConfiguration, unconfigure } from "./configuration.ts";
import type { ConfigurationKind, Configurations, NamedKind } from "./configurations.ts";
import type { Bucket } from "./model.ts";
import { type BucketInput, readBucket, type StoredBucket } from "./stored-bucket.ts";
import { bucketArn } from "./table.ts";

/*
 * A bucket's configurations are read, put and deleted in the same three ways; what differs stands in the operations' own files.
 */

type Nothing = Record<string, never>;

interface Named<Kind extends ConfigurationKind> {
  readonly name: string;
  readonly action: Need["action"];
  readonly kind: Kind;
}

/** Answers one kind of configuration, or what AWS answers where there is none. */
export function getConfiguration<Output, Kind extends ConfigurationKind = ConfigurationKind>({
  name,
  action,
  kind,
  show,
}: Named<Kind> & {
  show(value: Configurations[Kind] | undefined, bucket: Bucket): Output;
}): Operation<BucketInput, Output> {
  return operation<BucketInput, Output>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const { bucket } = await readBucket(input, tools, { action });
      return { bucket, value: await readConfiguration(bucket, kind, tools) };
    },
    commit: ({ bucket, value }) => ({ output: show(value, bucket) }),
  }) as Operation<BucketInput, Output>;
}

/** Checks one kind of configuration and stores it over what was there. Undefined of `read` removes it. */
export function putConfiguration<Input extends BucketInput, Kind extends ConfigurationKind = ConfigurationKind>({
  name,
  action,
  kind,
  read,
  told,
}: Named<Kind> & {
  read(
    input: Input,
    tools: ReadTools,
    stored: StoredBucket,
  ): Configurations[Kind] | undefined | Promise<Configurations[Kind] | undefined>;
  /** What the bucket does from now on, behind its name: `allows ...`. */
  told(value: Configurations[Kind] | undefined): string;
}): Operation<Input, Nothing> {
  return operation<Input, Nothing>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const stored = await readBucket(input, tools, { action });
      return { stored, value: await read(input, tools, stored) };
    },
    commit({ stored, value }, _input, context) {
      const writes = value === undefined ? unconfigure(stored, kind, context) : configure(stored, kind, value, context);
      return { output: {}, writes, events: [configured(stored, kind, told(value))] };
    },
  }) as Operation<Input, Nothing>;
}

/** Deleting what isn't there succeeds too. */
export function deleteConfiguration<Kind extends ConfigurationKind>({
  name,
  action,
  kind,
  told,
  leaves,
}: Named<Kind> & {
  readonly told: string;
  /** Stored instead, where having nothing and never having been asked are two things. */
  readonly leaves?: Configurations[Kind];
}): Operation<BucketInput, Nothing> {
  return operation<BucketInput, Nothing>()({
    service: "s3",
    name,
    prefetch: (input, tools) => readBucket(input, tools, { action }),
    commit(stored, _input, context) {
      const writes =
        leaves === undefined ? unconfigure(stored, kind, context) : configure(stored, kind, leaves, context);
      return { output: {}, writes, events: writes.length > 0 ? [configured(stored, kind, told)] : [] };
    },
  }) as Operation<BucketInput, Nothing>;
}

export function configured({ bucket: { name } }: StoredBucket, kind: ConfigurationKind | NamedKind, told: string) {
  return { type: "bucket.configured", resource: bucketArn(name), text: `bucket ${name} ${told}`, detail: { kind } };
}

import { decodeToken, encodeToken } from "../../core/page.ts";
import { type Operation, operation, type ReadTools } from "../service.ts";
import type { Need } from "./authorise.ts";
import { configured } from "./configuration-operations.ts";
import type { NamedConfigurations, NamedKind } from "./configurations.ts";
import { invalidArgument, malformedXml } from "./errors.ts";
import { NAMED_CONFIGURATIONS_PAGE } from "./limits.ts";
import { findNamed, isConfigurationId, putNamed, readNamed, removeNamed } from "./named-configurations.ts";
import { type BucketInput, readBucket, type StoredBucket } from "./stored-bucket.ts";
import { namedPartition } from "./table.ts";

/*
 * Configurations with ids are read, listed, put and deleted in the same four ways; what differs stands in the operations' own files.
 */

type Nothing = Record<string, never>;

interface Named<Kind extends NamedKind> {
  readonly name: string;
  readonly action: Need["action"];
  readonly kind: Kind;
}

interface IdInput extends BucketInput {
  readonly Id?: string | undefined;
}

export function getNamedConfiguration<Output, Kind extends NamedKind = NamedKind>({
  name,
  action,
  kind,
  show,
}: Named<Kind> & { show(value: NamedConfigurations[Kind]): Output }): Operation<IdInput, Output> {
  return operation<IdInput, Output>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const { bucket } = await readBucket(input, tools, { action });
      return readNamed(bucket, kind, input.Id ?? "", tools);
    },
    commit: (value) => ({ output: show(value) }),
  }) as Operation<IdInput, Output>;
}

interface ListInput extends BucketInput {
  readonly ContinuationToken?: string | undefined;
}

/** What AWS answers with every page. */
export interface ConfigurationPage {
  readonly IsTruncated: boolean;
  readonly ContinuationToken?: string;
  readonly NextContinuationToken?: string;
}

/** A page in the order of the ids. A list of none is left out: AWS's clients know no empty one. */
export function listNamedConfigurations<Output, Kind extends NamedKind = NamedKind>({
  name,
  action,
  kind,
  show,
}: Named<Kind> & {
  show(values: NamedConfigurations[Kind][] | undefined, page: ConfigurationPage): Output;
}): Operation<ListInput, Output> {
  return operation<ListInput, Output>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const { bucket } = await readBucket(input, tools, { action });
      const { ContinuationToken: token } = input;
      const after = token === undefined ? {} : { after: decodeId(token) };
      if (!bucket.named?.[kind]) return [];
      const partition = namedPartition(tools.context, bucket, kind);
      return tools.store.query({ ...partition, limit: NAMED_CONFIGURATIONS_PAGE + 1, ...after });
    },
    commit(rows, { ContinuationToken: token }) {
      const shown = rows.slice(0, NAMED_CONFIGURATIONS_PAGE);
      const last = rows.length > shown.length ? shown.at(-1) : undefined;
      const values = shown.map(({ value }) => value as unknown as NamedConfigurations[Kind]);
      const page = {
        IsTruncated: last !== undefined,
        ...(token === undefined ? {} : { ContinuationToken: token }),
        ...(last ? { NextContinuationToken: encodeToken({ id: last.sort }) } : {}),
      };
      return { output: show(values.length > 0 ? values : undefined, page) };
    },
  }) as Operation<ListInput, Output>;
}

function decodeId(token: string): string {
  const invalid = () => {
    const argument = { name: "continuation-token", value: token };
    return invalidArgument("The continuation token provided is incorrect", argument);
  };
  const position = decodeToken(token, invalid);
  const id = typeof position === "object" && position !== null && "id" in position ? position.id : undefined;
  if (typeof id === "string" && isConfigurationId(id)) return id;
  throw invalid();
}

/** Puts a configuration over the one of its id, if there is one. */
export function putNamedConfiguration<Input extends IdInput, Kind extends NamedKind = NamedKind>({
  name,
  action,
  kind,
  read,
  told,
}: Named<Kind> & {
  /** The checked configuration. Its id is looked at here. */
  read(input: Input, tools: ReadTools, stored: StoredBucket): NamedConfigurations[Kind];
  /** What the bucket has from now on: `an inventory`. */
  readonly told: string;
}): Operation<Input, Nothing> {
  return operation<Input, Nothing>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const stored = await readBucket(input, tools, { action });
      const value = read(input, tools, stored);
      const id = input.Id;
      if (!isConfigurationId(id)) throw malformedXml();
      const isNew = (await findNamed(stored.bucket, kind, id, tools)) === undefined;
      return { stored, value, id, isNew };
    },
    commit({ stored, value, id, isNew }, _input, context) {
      const writes = putNamed(stored, kind, id, { value, isNew }, context);
      return {
        output: {},
        writes,
        events: [configured(stored, kind, `has ${told} ${id}: stored, and nothing is done`)],
      };
    },
  }) as Operation<Input, Nothing>;
}

export function deleteNamedConfiguration<Kind extends NamedKind>({
  name,
  action,
  kind,
  told,
}: Named<Kind> & { readonly told: string }): Operation<IdInput, Nothing> {
  return operation<IdInput, Nothing>()({
    service: "s3",
    name,
    async prefetch(input, tools) {
      const stored = await readBucket(input, tools, { action });
      const id = input.Id ?? "";
      await readNamed(stored.bucket, kind, id, tools);
      return { stored, id };
    },
    commit({ stored, id }, _input, context) {
      const writes = removeNamed(stored, kind, id, context);
      return { output: {}, writes, events: [configured(stored, kind, `has ${told} ${id} no more`)] };
    },
  }) as Operation<IdInput, Nothing>;
}

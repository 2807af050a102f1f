import type { Row, Write } from "../../ports/table-store.ts";
import type { ReadTools } from "../service.ts";
import {
  clusterName,
  DEFAULT_CLUSTER,
  type DefinitionAddress,
  type ServiceAddress,
  type TaskAddress,
} from "./address.ts";
import { clusterInactive, clusterNotFound } from "./errors.ts";
import { isOwn } from "./identifier.ts";
import type { Cluster, Home, Service, TaskDefinition } from "./model.ts";
import {
  clusterFromRow,
  clusterKey,
  definitionFromRow,
  definitionKey,
  definitionsOf,
  listedTaskId,
  listPartition,
  phasePrefix,
  putCluster,
  type StoredTask,
  serviceFromRow,
  serviceKey,
  taskFromRow,
  taskKey,
} from "./table.ts";

export type Reader = Pick<ReadTools, "store" | "context">;

/** Rows read at a time where a list is read to its end. */
const PAGE = 100;

export interface StoredCluster {
  readonly cluster: Cluster;
  /** Holds a transaction that puts something into the cluster to its being ACTIVE; writes the default one down, if nobody did before. */
  readonly writes: readonly Write[];
}

/** The cluster that a request names and may use: ClusterNotFoundException when there is none, or it was deleted. */
export async function requireCluster(identifier: string | undefined, tools: Reader): Promise<StoredCluster> {
  const name = clusterName(identifier);
  if (!isOwn(identifier ?? "", tools.context)) throw clusterNotFound();
  const key = clusterKey(tools.context, tools.context, name);
  const row = await tools.store.get(key);
  const cluster = row ? clusterFromRow(row) : undefined;
  if (row && cluster && cluster.status !== "INACTIVE") {
    const expect = { version: row.version };
    if (cluster.status === "ACTIVE") return { cluster, writes: [{ kind: "check", key, expect }] };
    // Somebody is deleting it and wants to see it empty: who puts something into it opens it again, and the deletion fails.
    const open: Cluster = { ...cluster, status: "ACTIVE" };
    return { cluster: open, writes: [putCluster(tools.context, open, expect)] };
  }
  if (name === DEFAULT_CLUSTER) {
    const created = defaultCluster(tools);
    return {
      cluster: created,
      writes: [putCluster(tools.context, created, row ? { version: row.version } : "absent")],
    };
  }
  throw cluster ? clusterInactive() : clusterNotFound();
}

/** The cluster that is there though nobody made it. */
export function defaultCluster({ context }: Pick<Reader, "context">): Cluster {
  const { account, region, now } = context;
  return { account, region, name: DEFAULT_CLUSTER, status: "ACTIVE", createdAt: now, tags: [] };
}

export interface StoredDefinition {
  readonly definition: TaskDefinition;
  readonly row: Row;
}

/** A task definition in whatever state; the latest ACTIVE one when no revision is named. */
export async function findDefinition(
  { family, revision }: DefinitionAddress,
  where: Home,
  { store, context }: Reader,
): Promise<StoredDefinition | undefined> {
  if (revision === undefined) {
    const [latest] = await store.query({ ...definitionsOf(context, where, "ACTIVE", family), reverse: true, limit: 1 });
    return latest && { definition: definitionFromRow(latest), row: latest };
  }
  const address = { family, revision };
  const rows = await store.getMany([
    definitionKey(context, where, address, "ACTIVE"),
    definitionKey(context, where, address, "INACTIVE"),
    definitionKey(context, where, address, "DELETE_IN_PROGRESS"),
  ]);
  const row = rows.find((candidate) => candidate !== undefined);
  return row && { definition: definitionFromRow(row), row };
}

export interface StoredService {
  readonly service: Service;
  readonly version: string;
}

export async function findService(
  address: ServiceAddress,
  { store, context }: Reader,
): Promise<StoredService | undefined> {
  const row = await store.get(serviceKey(context, address));
  return row && { service: serviceFromRow(row), version: row.version };
}

export async function findTask(address: TaskAddress, { store, context }: Reader): Promise<StoredTask | undefined> {
  const row = await store.get(taskKey(context, address));
  return row && storedTask(row);
}

export function storedTask(row: Row): StoredTask {
  return { task: taskFromRow(row), version: row.version };
}

/** The tasks of a service that are desired to run, and how many others have not quite stopped. */
export interface Census {
  readonly tasks: readonly StoredTask[];
  readonly stopping: number;
}

export async function readCensus(service: ServiceAddress, tools: Reader): Promise<Census> {
  const partition = listPartition(tools.context, service, service.cluster, { service: service.name });
  const [running, stopping] = await Promise.all([
    readAll({ ...partition, prefix: phasePrefix("RUNNING") }, tools),
    readAll({ ...partition, prefix: phasePrefix("STOPPING") }, tools),
  ]);
  return { tasks: await readListed(running, service, tools), stopping: stopping.length };
}

/** The tasks that list rows stand for. One that moved in between is left out: who moved it tells the service again. */
export async function readListed(
  rows: readonly Row[],
  { account, region, cluster }: Home & { readonly cluster: string },
  { store, context }: Reader,
): Promise<readonly StoredTask[]> {
  const keys = rows.map((row) => taskKey(context, { account, region, cluster, id: listedTaskId(row) }));
  const found = await store.getMany(keys);
  return found.flatMap((row) => (row ? [storedTask(row)] : []));
}

/** Every row of a part of a partition: for lists that are as long as what runs at once, never for history. */
export async function readAll(
  query: { readonly table: "plain" | "timed"; readonly partition: string; readonly prefix?: string },
  { store }: Pick<Reader, "store">,
): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (;;) {
    const last = all.at(-1)?.sort;
    const rows = await store.query({ ...query, limit: PAGE, ...(last === undefined ? {} : { after: last }) });
    all.push(...rows);
    if (rows.length < PAGE) return all;
  }
}

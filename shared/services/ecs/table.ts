import type { Scope } from "../../core/context.ts";
import type { Value } from "../../core/json.ts";
import type { Delete, Expectation, Key, Partition, Put, Row, Write } from "../../ports/table-store.ts";
import type { DefinitionAddress, ServiceAddress, TaskAddress } from "./address.ts";
import { type Phase, phase, stoppedAt } from "./lifecycle.ts";
import { VISIBLE_AFTER_END_MILLISECONDS } from "./limits.ts";
import type { Cluster, Family, Home, Service, Task, TaskDefinition } from "./model.ts";

/*
 * Where ECS keeps what. Rows that end are due an hour later, when the sweep removes them.
 *   timed  <root>/ecs/clusters   <account>/<region>/<cluster>                       a cluster
 *   timed  <root>/ecs/services   <account>/<region>/<cluster>/<service>             a service
 *   timed  <root>/ecs/tasks      <account>/<region>/<cluster>/<task>                a task
 *   plain  <root>/ecs/<account>/<region>/families            <family>               a family's counter
 *   plain  <root>/ecs/<account>/<region>/definitions/<status>  <family>:<revision>  a task definition, ACTIVE or INACTIVE
 *   timed  <root>/ecs/deleted    <account>/<region>/<family>:<revision>             one that is DELETE_IN_PROGRESS
 *   plain  <root>/ecs/<account>/<region>/cluster/<cluster>/tasks             <phase>/<task>   lists of tasks: of a cluster,
 *   plain  <root>/ecs/<account>/<region>/cluster/<cluster>/family/<family>   <phase>/<task>   of a family,
 *   plain  <root>/ecs/<account>/<region>/cluster/<cluster>/service/<service> <phase>/<task>   and of a service, so that
 *                                                            a list never reads the stopped history of others
 */

export type Root = Pick<Scope, "root">;

const REVISION_DIGITS = 9;

function home({ root }: Root, { account, region }: Home): string {
  return `${root}/ecs/${account}/${region}`;
}

// Clusters

export function clustersPartition({ root }: Root): Partition {
  return { table: "timed", partition: `${root}/ecs/clusters` };
}

export function clustersPrefix({ account, region }: Home): string {
  return `${account}/${region}/`;
}

export function clusterKey(scope: Root, { account, region }: Home, name: string): Key {
  return { ...clustersPartition(scope), sort: `${account}/${region}/${name}` };
}

export function putCluster(scope: Root, cluster: Cluster, expect: Expectation): Put {
  return {
    kind: "put",
    key: clusterKey(scope, cluster, cluster.name),
    value: value(cluster),
    expect,
    ...due(cluster.endedAt),
  };
}

export function clusterFromRow(row: Row): Cluster {
  return row.value as unknown as Cluster;
}

// Services

export function servicesPartition({ root }: Root): Partition {
  return { table: "timed", partition: `${root}/ecs/services` };
}

export function servicesPrefix({ account, region }: Home, cluster: string): string {
  return `${account}/${region}/${cluster}/`;
}

export function serviceKey(scope: Root, { account, region, cluster, name }: ServiceAddress): Key {
  return { ...servicesPartition(scope), sort: `${account}/${region}/${cluster}/${name}` };
}

export function putService(scope: Root, service: Service, expect: Expectation): Put {
  return { kind: "put", key: serviceKey(scope, service), value: value(service), expect, ...due(service.endedAt) };
}

export function serviceFromRow(row: Row): Service {
  return row.value as unknown as Service;
}

// Task definitions

export function familiesPartition(scope: Root, where: Home): Partition {
  return { table: "plain", partition: `${home(scope, where)}/families` };
}

export function familyKey(scope: Root, where: Home, name: string): Key {
  return { ...familiesPartition(scope, where), sort: name };
}

export function putFamily(scope: Root, family: Family, expect: Expectation): Put {
  return { kind: "put", key: familyKey(scope, family, family.name), value: value(family), expect };
}

export function familyFromRow(row: Row): Family {
  return row.value as unknown as Family;
}

/** A part of a partition; `prefix` is what the sort keys in it begin with. */
export function definitionsOf(
  scope: Root,
  { account, region }: Home,
  status: TaskDefinition["status"],
  family?: string,
): Partition & { readonly prefix: string } {
  const prefix = family === undefined ? "" : `${family}:`;
  if (status === "DELETE_IN_PROGRESS") {
    return { ...deletedDefinitionsPartition(scope), prefix: `${account}/${region}/${prefix}` };
  }
  const partition = `${home(scope, { account, region })}/definitions/${status}`;
  return { table: "plain", partition, prefix };
}

export function deletedDefinitionsPartition({ root }: Root): Partition {
  return { table: "timed", partition: `${root}/ecs/deleted` };
}

export function definitionKey(
  scope: Root,
  where: Home,
  { family, revision }: Required<DefinitionAddress>,
  status: TaskDefinition["status"],
): Key {
  const { prefix, ...partition } = definitionsOf(scope, where, status, family);
  return { ...partition, sort: `${prefix}${String(revision).padStart(REVISION_DIGITS, "0")}` };
}

/** One that is being deleted is looked at an hour after this instant. */
export function putDefinition(
  scope: Root,
  definition: TaskDefinition,
  expect: Expectation,
  lookedAt = definition.deleteRequestedAt,
): Put {
  return {
    kind: "put",
    key: definitionKey(scope, definition, definition, definition.status),
    value: value(definition),
    expect,
    ...due(lookedAt),
  };
}

export function deleteDefinition(scope: Root, definition: TaskDefinition, expect: Expectation): Delete {
  return { kind: "delete", key: definitionKey(scope, definition, definition, definition.status), expect };
}

export function definitionFromRow(row: Row): TaskDefinition {
  return row.value as unknown as TaskDefinition;
}

// Tasks

export function tasksPartition({ root }: Root): Partition {
  return { table: "timed", partition: `${root}/ecs/tasks` };
}

export function taskKey(scope: Root, { account, region, cluster, id }: TaskAddress): Key {
  return { ...tasksPartition(scope), sort: `${account}/${region}/${cluster}/${id}` };
}

export function taskFromRow(row: Row): Task {
  return row.value as unknown as Task;
}

/** A new task and its places in the lists. */
export function insertTask(scope: Root, task: Task): readonly Write[] {
  return [putTask(scope, task, "absent"), ...listKeys(scope, task, phase(task)).map((key) => putListing(key, task))];
}

/** A task that has changed; it moves in the lists when its phase has. */
export function updateTask(scope: Root, next: Task, before: StoredTask): readonly Write[] {
  const put = putTask(scope, next, { version: before.version });
  const from = phase(before.task);
  const to = phase(next);
  if (from === to) return [put];
  const leave = listKeys(scope, before.task, from).map((key): Delete => ({ kind: "delete", key }));
  return [put, ...leave, ...listKeys(scope, next, to).map((key) => putListing(key, next))];
}

export function removeTask(scope: Root, { task, version }: StoredTask): readonly Write[] {
  const listings = listKeys(scope, task, phase(task)).map((key): Delete => ({ kind: "delete", key }));
  return [{ kind: "delete", key: taskKey(scope, task), expect: { version } }, ...listings];
}

export interface StoredTask {
  readonly task: Task;
  readonly version: string;
}

function putTask(scope: Root, task: Task, expect: Expectation): Put {
  return { kind: "put", key: taskKey(scope, task), value: value(task), expect, ...due(stoppedAt(task)) };
}

// Lists of tasks

/** What stands in a list beside a task's id: enough for every filter of ListTasks. */
export type Listing = Pick<Task, "family" | "service" | "startedBy">;

export interface ListFilter {
  readonly service?: string;
  readonly family?: string;
}

export function listPartition(scope: Root, where: Home, cluster: string, filter: ListFilter = {}): Partition {
  const base = `${home(scope, where)}/cluster/${cluster}`;
  if (filter.service !== undefined) return { table: "plain", partition: `${base}/service/${filter.service}` };
  if (filter.family !== undefined) return { table: "plain", partition: `${base}/family/${filter.family}` };
  return { table: "plain", partition: `${base}/tasks` };
}

/** RUNNING; or STOPPING and STOPPED together, which is what AWS calls the desired status STOPPED. */
export function listPrefix(desiredStatus: Task["desiredStatus"]): string {
  return desiredStatus === "RUNNING" ? "RUNNING/" : "STOPP";
}

export function phasePrefix(of: Phase): string {
  return `${of}/`;
}

export function listedTaskId({ sort }: Pick<Row, "sort">): string {
  return sort.slice(sort.indexOf("/") + 1);
}

export function listingFromRow(row: Row): Listing {
  return row.value as unknown as Listing;
}

function listKeys(scope: Root, task: Task, at: Phase): readonly Key[] {
  const sort = `${at}/${task.id}`;
  const filters: ListFilter[] = [{}, { family: task.family }];
  if (task.service !== undefined) filters.push({ service: task.service });
  return filters.map((filter) => ({ ...listPartition(scope, task, task.cluster, filter), sort }));
}

function putListing(key: Key, { family, service, startedBy }: Listing): Put {
  const listing: Listing = {
    family,
    ...(service === undefined ? {} : { service }),
    ...(startedBy === undefined ? {} : { startedBy }),
  };
  return { kind: "put", key, value: value(listing) };
}

function due(endedAt: number | undefined): { dueAt?: number } {
  return endedAt === undefined ? {} : { dueAt: endedAt + VISIBLE_AFTER_END_MILLISECONDS };
}

/** Models are plain data; TypeScript can't see that of interfaces. */
function value(model: object): Value {
  return model as unknown as Value;
}

import type { Tag } from "@aws-sdk/client-ecs";
import { parseArn } from "../../core/arn.ts";
import type { ServiceError } from "../../core/errors.ts";
import type { Write } from "../../ports/table-store.ts";
import type { RequestContext } from "../service.ts";
import { clusterName, DEFAULT_CLUSTER, parseDefinition, parseServiceArn, parseTaskArn } from "./address.ts";
import { clusterNotFound, invalidParameter } from "./errors.ts";
import { defaultCluster, findDefinition, findService, findTask, type Reader } from "./stored.ts";
import { clusterFromRow, clusterKey, putCluster, putDefinition, putService, updateTask } from "./table.ts";

/** A resource that can have tags. */
export interface Tagged {
  readonly tags: readonly Tag[];
  /** What gives it other ones. */
  write(tags: readonly Tag[], context: RequestContext): readonly Write[];
}

type Find = (resourceArn: string, tools: Reader) => Promise<Tagged>;

const KINDS: ReadonlyMap<string, Find> = new Map([
  ["cluster", findTaggedCluster],
  ["service", findTaggedService],
  ["task", findTaggedTask],
  ["task-definition", findTaggedDefinition],
]);

/** The caller's own resource that an ARN names. */
export async function findTagged(resourceArn: string | undefined, tools: Reader): Promise<Tagged> {
  const parts = parseArn(resourceArn ?? "");
  const { account, region } = tools.context;
  if (parts?.service !== "ecs" || parts.account !== account || parts.region !== region) throw invalidArn();
  const find = KINDS.get(parts.resource.split("/")[0] ?? "");
  if (!find) throw invalidArn();
  return find(resourceArn ?? "", tools);
}

async function findTaggedCluster(resourceArn: string, tools: Reader): Promise<Tagged> {
  const name = clusterName(resourceArn);
  const row = await tools.store.get(clusterKey(tools.context, tools.context, name));
  const stored = row && clusterFromRow(row);
  const expect = row ? { version: row.version } : ("absent" as const);
  const isThere = stored !== undefined && stored.status !== "INACTIVE";
  if (!isThere && name !== DEFAULT_CLUSTER) throw stored ? inactive("cluster") : clusterNotFound();
  const cluster = isThere ? stored : defaultCluster(tools);
  return { tags: cluster.tags, write: (tags, context) => [putCluster(context, { ...cluster, tags }, expect)] };
}

async function findTaggedService(resourceArn: string, tools: Reader): Promise<Tagged> {
  const address = parseServiceArn(resourceArn);
  if (!address) throw shortArn();
  const stored = await findService(address, tools);
  if (!stored || stored.service.status === "INACTIVE") throw inactive("service");
  const { service, version } = stored;
  return {
    tags: service.tags,
    write: (tags, context) => [putService(context, { ...service, tags }, { version })],
  };
}

async function findTaggedTask(resourceArn: string, tools: Reader): Promise<Tagged> {
  const address = parseTaskArn(resourceArn);
  if (!address) throw shortArn();
  const stored = await findTask(address, tools);
  if (!stored) throw inactive("task");
  return {
    tags: stored.task.tags,
    write: (tags, context) => updateTask(context, { ...stored.task, tags }, stored),
  };
}

async function findTaggedDefinition(resourceArn: string, tools: Reader): Promise<Tagged> {
  const address = parseDefinition(resourceArn);
  const stored = address?.revision === undefined ? undefined : await findDefinition(address, tools.context, tools);
  if (stored?.definition.status !== "ACTIVE") throw inactive("task definition");
  const { definition, row } = stored;
  return {
    tags: definition.tags,
    write: (tags, context) => [putDefinition(context, { ...definition, tags }, { version: row.version })],
  };
}

function invalidArn(): ServiceError {
  return invalidParameter(
    "Invalid ARN: tags are for clusters, services, tasks and task definitions of your account and region.",
  );
}

/** Before 2018 ARNs of services and tasks had no cluster in them. */
function shortArn(): ServiceError {
  return invalidParameter("Long arn format must be used for tagging operations");
}

function inactive(kind: string): ServiceError {
  return invalidParameter(`The specified ${kind} is inactive. Specify an active ${kind} and try again.`, {
    restStatus: 404,
  });
}

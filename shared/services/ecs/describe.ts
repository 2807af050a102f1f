import type { Arn } from "../../core/arn.ts";
import { parseArn } from "../../core/arn.ts";
import type { Description, ReadTools } from "../service.ts";
import { clusterName, parseDefinition, parseServiceArn, parseTaskArn } from "./address.ts";
import { lastStatus } from "./lifecycle.ts";
import { findDefinition, findService, findTask, readCensus } from "./stored.ts";
import { clusterFromRow, clusterKey } from "./table.ts";

type Reader = Pick<ReadTools, "store" | "context" | "now">;

/** What other services may know: where a task can be reached, and which tasks a service has. */
export async function describe(resource: Arn, tools: Reader): Promise<Description | undefined> {
  const kind = parseArn(resource)?.resource.split("/")[0];
  if (kind === "task") return describeTask(resource, tools);
  if (kind === "service") return describeService(resource, tools);
  if (kind === "task-definition") {
    const address = parseDefinition(resource);
    const stored = address && (await findDefinition(address, tools.context, tools));
    return stored && { arn: resource, type: "task-definition", detail: { status: stored.definition.status } };
  }
  if (kind === "cluster") {
    const row = await tools.store.get(clusterKey(tools.context, tools.context, clusterName(resource)));
    return row && { arn: resource, type: "cluster", detail: { status: clusterFromRow(row).status } };
  }
  return undefined;
}

async function describeTask(resource: Arn, tools: Reader): Promise<Description | undefined> {
  const address = parseTaskArn(resource);
  const stored = address && (await findTask(address, tools));
  if (!stored) return undefined;
  const { address: url } = stored.task;
  const status = lastStatus(stored.task, tools.now);
  return { arn: resource, type: "task", detail: { status, ...(url === undefined ? {} : { address: url }) } };
}

async function describeService(resource: Arn, tools: Reader): Promise<Description | undefined> {
  const address = parseServiceArn(resource);
  const stored = address && (await findService(address, tools));
  if (!stored) return undefined;
  const { status, desiredCount } = stored.service;
  const census = await readCensus(stored.service, tools);
  return {
    arn: resource,
    type: "service",
    detail: { status, desiredCount, tasks: census.tasks.map(({ task }) => task.id) },
  };
}

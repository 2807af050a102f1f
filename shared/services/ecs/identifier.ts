import { parseArn } from "../../core/arn.ts";
import { type DefinitionAddress, parseDefinition, serviceName, taskName } from "./address.ts";
import { invalidParameter } from "./errors.ts";
import type { Cluster, Home } from "./model.ts";

/*
 * What requests call things by: a name, or an ARN, which says where its resource is. Another account's or region's resource is
 * never taken for the caller's own of the same name.
 */

/** Whether a name or an ARN means something of the caller's. */
export function isOwn(identifier: string, { account, region }: Home): boolean {
  const parts = parseArn(identifier);
  return !parts || (parts.account === account && parts.region === region);
}

export function taskIdIn(cluster: Cluster, identifier: string): string {
  const { id, cluster: named } = taskName(identifier);
  checkPlace(cluster, identifier, named);
  return id;
}

export function serviceNameIn(cluster: Cluster, identifier: string): string {
  const [, named, name] = parseArn(identifier)?.resource.split("/") ?? [];
  // Before 2018 a service's ARN had no cluster in it.
  checkPlace(cluster, identifier, name === undefined ? undefined : named);
  return serviceName(identifier);
}

/** Of the caller's own task definitions; undefined for what names none. */
export function ownDefinition(identifier: string, where: Home): DefinitionAddress | undefined {
  return isOwn(identifier, where) ? parseDefinition(identifier) : undefined;
}

/** The words are AWS's. */
function checkPlace(cluster: Cluster, identifier: string, named: string | undefined): void {
  if (!isOwn(identifier, cluster)) {
    throw invalidParameter("Invalid identifier: Identifier is for another account or region.");
  }
  if (named !== undefined && named !== cluster.name) {
    throw invalidParameter(`Invalid identifier: Identifier is for cluster ${named}. Your cluster is ${cluster.name}`);
  }
}

/** Throws for what no description can include. The words are AWS's. */
export function checkInclude(include: readonly string[] | undefined, fields: readonly string[]): void {
  if (include?.every((field) => fields.includes(field)) ?? true) return;
  throw invalidParameter(`include should be one of [${fields.join(",")}]`);
}

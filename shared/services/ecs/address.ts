import { type Arn, arn, parseArn } from "../../core/arn.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_NAME_LENGTH } from "./limits.ts";
import type { Home } from "./model.ts";

/** Names of clusters, services, families and containers: letters, digits, hyphens and underscores. */
const NAME_PATTERN = /^[A-Za-z0-9_-]{1,255}$/;
/** Of what a client sent, in a sentence. */
const MAX_SHOWN = 300;
export const DEFAULT_CLUSTER = "default";

export interface ServiceAddress extends Home {
  readonly cluster: string;
  readonly name: string;
}

export interface TaskAddress extends Home {
  readonly cluster: string;
  readonly id: string;
}

export interface DefinitionAddress {
  readonly family: string;
  /** Absent: the latest that is ACTIVE. */
  readonly revision?: number;
}

export function clusterArn({ account, region }: Home, name: string): Arn {
  return arn({ service: "ecs", region, account, resource: `cluster/${name}` });
}

export function serviceArn({ account, region, cluster, name }: ServiceAddress): Arn {
  return arn({ service: "ecs", region, account, resource: `service/${cluster}/${name}` });
}

export function taskArn({ account, region, cluster, id }: TaskAddress): Arn {
  return arn({ service: "ecs", region, account, resource: `task/${cluster}/${id}` });
}

export function containerArn({ account, region, cluster, id }: TaskAddress, container: string): Arn {
  return arn({ service: "ecs", region, account, resource: `container/${cluster}/${id}/${container}` });
}

export function definitionArn({ account, region }: Home, family: string, revision: number): Arn {
  return arn({ service: "ecs", region, account, resource: `task-definition/${family}:${revision}` });
}

export function capacityProviderArn({ account, region }: Home, name: string): Arn {
  return arn({ service: "ecs", region, account, resource: `capacity-provider/${name}` });
}

export function containerInstanceArn({ account, region }: Home, cluster: string, id: string): Arn {
  return arn({ service: "ecs", region, account, resource: `container-instance/${cluster}/${id}` });
}

/** A cluster's name, from its name or its ARN; the default one when nobody names any. */
export function clusterName(identifier: string | undefined): string {
  if (identifier === undefined || identifier === "") return DEFAULT_CLUSTER;
  const name = resourceParts(identifier, "cluster")?.[0] ?? identifier;
  if (!NAME_PATTERN.test(name)) {
    throw invalidParameter(`Cluster must match ^[a-zA-Z0-9\\-_]{1,255}$, but was ${name.slice(0, MAX_SHOWN)}`, {
      docs: "cluster",
    });
  }
  return name;
}

/** `service/<cluster>/<name>`, or the older `service/<name>` whose cluster stands elsewhere. */
export function serviceName(identifier: string): string {
  return resourceParts(identifier, "service")?.at(-1) ?? identifier;
}

/** A task's id, and its cluster where the identifier is an ARN that tells it. */
export function taskName(identifier: string): { readonly id: string; readonly cluster?: string } {
  const parts = resourceParts(identifier, "task");
  if (!parts) return { id: identifier };
  const [first = "", second] = parts;
  return second === undefined ? { id: first } : { id: second, cluster: first };
}

export function parseServiceArn(text: string): ServiceAddress | undefined {
  const [cluster, name] = resourceParts(text, "service") ?? [];
  const home = homeOf(text);
  return home && cluster !== undefined && name !== undefined ? { ...home, cluster, name } : undefined;
}

export function parseTaskArn(text: string): TaskAddress | undefined {
  const [cluster, id] = resourceParts(text, "task") ?? [];
  const home = homeOf(text);
  return home && cluster !== undefined && id !== undefined ? { ...home, cluster, id } : undefined;
}

/** `web`, `web:3` or an ARN; undefined for what is none of these. */
export function parseDefinition(identifier: string): DefinitionAddress | undefined {
  const text = resourceParts(identifier, "task-definition")?.[0] ?? identifier;
  const match = /^([A-Za-z0-9_-]{1,255})(?::([1-9][0-9]{0,8}))?$/.exec(text);
  if (!match?.[1]) return undefined;
  return match[2] === undefined ? { family: match[1] } : { family: match[1], revision: Number(match[2]) };
}

function homeOf(text: string): Home | undefined {
  const parts = parseArn(text);
  return parts && { account: parts.account, region: parts.region };
}

export function isName(text: string | undefined): text is string {
  return text !== undefined && text.length <= MAX_NAME_LENGTH && NAME_PATTERN.test(text);
}

/** The parts behind the kind in an ARN's resource; undefined when the text is no ARN of that kind. */
function resourceParts(text: string, kind: string): readonly string[] | undefined {
  const parts = parseArn(text);
  if (parts?.service !== "ecs" || !parts.resource.startsWith(`${kind}/`)) return undefined;
  return parts.resource.slice(kind.length + 1).split("/");
}

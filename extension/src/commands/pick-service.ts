import { listServices } from "../api/ecs-lists.ts";
import type { Service } from "../api/operations.ts";
import type { TreeNode } from "../tree/node.ts";
import { choose } from "./ask.ts";
import type { CommandContext } from "./command.ts";

/** The service of the node, or one that the person picks; throws a sentence when there is none. */
export async function pickService(
  title: string,
  { client }: CommandContext,
  node?: TreeNode,
): Promise<Service | undefined> {
  if (node?.resource.kind === "service") return node.resource.service;
  const services = await listServices(client);
  if (services.length === 0) throw new Error("There is no service yet. Create one first.");
  return choose(
    title,
    services.map((value) => ({ label: value.name, description: value.taskDefinition, value })),
  );
}

import { operation, type ReadTools } from "../../service.ts";
import { DEFINITIONS_PER_SWEEP } from "../limits.ts";
import type { Family, TaskDefinition } from "../model.ts";
import { readFamily } from "../register.ts";
import { readAll, readListed } from "../stored.ts";
import {
  clusterFromRow,
  clustersPartition,
  clustersPrefix,
  definitionFromRow,
  deleteDefinition,
  deletedDefinitionsPartition,
  listPartition,
  phasePrefix,
  putDefinition,
  putFamily,
  serviceFromRow,
  servicesPartition,
} from "../table.ts";

/** A revision that somebody deleted an hour ago goes, unless a task or a service still has it: then it is looked at again in an hour. */
export const removeDefinitions = operation<Record<string, never>, Record<string, never>>()({
  service: "ecs",
  name: "RemoveDefinitions",
  internal: true,

  async prefetch(_input, tools) {
    const { store, context, now } = tools;
    const [row] = await store.due({
      ...deletedDefinitionsPartition(context),
      until: now,
      limit: DEFINITIONS_PER_SWEEP,
    });
    if (!row) return undefined;
    const definition = definitionFromRow(row);
    const { account, region } = definition;
    const family = await readFamily(definition.family, { store, context: { ...context, account, region } });
    return { definition, version: row.version, family, used: await isUsed(definition, tools) };
  },

  commit(found, _input, context) {
    if (!found) return { output: {} };
    const { definition, version, family, used } = found;
    const expect = { version };
    if (used) return { output: {}, writes: [putDefinition(context, definition, expect, context.now)] };
    const { deletedRevisions = 0 } = family.family;
    const counted: Family = { ...family.family, deletedRevisions: deletedRevisions + 1 };
    const count = family.version === undefined ? [] : [putFamily(context, counted, { version: family.version })];
    return { output: {}, writes: [deleteDefinition(context, definition, expect), ...count] };
  },
});

async function isUsed({ account, region, family, revision }: TaskDefinition, tools: ReadTools): Promise<boolean> {
  const { context } = tools;
  const isIt = (one: { readonly family: string; readonly revision: number }) =>
    one.family === family && one.revision === revision;
  const place = clustersPrefix({ account, region });
  const services = await readAll({ ...servicesPartition(context), prefix: place }, tools);
  const living = services.map(serviceFromRow).filter(({ status }) => status !== "INACTIVE");
  if (living.some(({ deployments }) => deployments.some(isIt))) return true;
  for (const row of await readAll({ ...clustersPartition(context), prefix: place }, tools)) {
    const cluster = clusterFromRow(row);
    const partition = listPartition(context, cluster, cluster.name, { family });
    for (const phase of ["RUNNING", "STOPPING"] as const) {
      const listed = await readAll({ ...partition, prefix: phasePrefix(phase) }, tools);
      const tasks = await readListed(listed, { account, region, cluster: cluster.name }, tools);
      if (tasks.some(({ task }) => isIt(task))) return true;
    }
  }
  return false;
}

import type { RunTaskRequest } from "@aws-sdk/client-ecs";
import { ServiceError } from "../../../core/errors.ts";
import { operation, type ReadTools } from "../../service.ts";
import { clientException, definitionInactive, definitionNotFound, invalidParameter } from "../errors.ts";
import { ownDefinition } from "../identifier.ts";
import { checkOverrides } from "../launch.ts";
import type { Cluster, Task, TaskDefinition } from "../model.ts";
import { checkRun, drawTasks, type RunOutput, run, tokenIds } from "../run-order.ts";
import { findDefinition, findTask, requireCluster } from "../stored.ts";
import { taskView } from "../views.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RunTask.html */
export const runTask = operation<RunTaskRequest, RunOutput>()({
  service: "ecs",
  name: "RunTask",

  async prefetch(input, tools) {
    const { taskDefinition: _, ...options } = input;
    checkRun(options);
    const stored = await requireCluster(input.cluster, tools);
    const definition = await requireDefinition(input.taskDefinition, tools);
    checkOverrides(definition, input.overrides ?? {});
    const draws = drawTasks(input, stored.cluster.name, tools.random);
    const begun = input.clientToken ? await findBegun(input.clientToken, draws.length, stored.cluster, tools) : [];
    return { stored, definition, draws, begun };
  },

  commit({ stored, definition, draws, begun }, input, context) {
    if (begun.length === 0) return run(input, stored, definition, draws, context);
    if (begun.length !== draws.length || begun.some((task) => !isOf(task, definition))) {
      throw new ServiceError("ConflictException", "The clientToken was used for a request with other parameters.", {
        restStatus: 409,
        details: { resourceIds: begun.map(({ id }) => id) },
      });
    }
    return { output: { tasks: begun.map((task) => taskView(task, context.now)), failures: [] } };
  },
});

/** The ACTIVE task definition that a request names, whose image can run here. */
export async function requireDefinition(identifier: string | undefined, tools: ReadTools): Promise<TaskDefinition> {
  if (!identifier) throw invalidParameter("TaskDefinition can not be blank.", { docs: "task-definition" });
  const address = ownDefinition(identifier, tools.context);
  const stored = address && (await findDefinition(address, tools.context, tools));
  if (!stored) throw definitionNotFound();
  const { definition } = stored;
  if (definition.status !== "ACTIVE") throw definitionInactive();
  const verdict = tools.tasks.supports(definition.container.image ?? "");
  if (!verdict.ok) throw clientException(verdict.reason, { docs: "image" });
  return definition;
}

/** The tasks that an earlier request with the token began. One more is looked for, to see that it asked for no more. */
async function findBegun(
  clientToken: string,
  count: number,
  { account, region, name: cluster }: Cluster,
  tools: ReadTools,
): Promise<readonly Task[]> {
  const ids = tokenIds(clientToken, cluster, count + 1);
  const found = await Promise.all(ids.map((id) => findTask({ account, region, cluster, id }, tools)));
  return found.flatMap((stored) => (stored ? [stored.task] : []));
}

function isOf({ family, revision }: Task, definition: TaskDefinition): boolean {
  return family === definition.family && revision === definition.revision;
}

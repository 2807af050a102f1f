import { z } from "zod";
import { iso } from "../../core/time.ts";
import { type RestApi, type Route, route } from "../service.ts";
import { invalidParameter, taskNotFound } from "./errors.ts";
import { describeTaskDefinition } from "./operations/describe-task-definition.ts";
import { describeTasks } from "./operations/describe-tasks.ts";
import { ensureTaskDefinition } from "./operations/ensure-task-definition.ts";
import { getTaskLogs } from "./operations/get-task-logs.ts";
import { listTasks } from "./operations/list-tasks.ts";
import { listTasksEverywhere } from "./operations/list-tasks-everywhere.ts";
import { runTask } from "./operations/run-task.ts";
import { stopTask } from "./operations/stop-task.ts";
import { pairs, withDefinition } from "./rest-containers.ts";
import { fromTask, next } from "./rest-mapping.ts";
import * as schemas from "./rest-schemas.ts";

const params = z.strictObject({ task: z.string().describe("A task's id or ARN") });
const DEFAULT_SIZE = { cpu: 256, memory: 512 };

type NewTasks = z.output<typeof schemas.newTasks>;

export const taskRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/tasks",
    id: "listTasks",
    summary: "List tasks of a cluster, a service or a family",
    query: schemas.taskListQuery,
    allRegions: true,
    response: { status: 200, description: "A page of tasks", schema: schemas.taskPage },
    async handle({ query, region }, api) {
      const { cluster, service: serviceName, limit: maxResults, ...filter } = query;
      const wanted = { cluster, serviceName, maxResults, ...filter };
      if (region === "*") {
        const page = await api.call(listTasksEverywhere, wanted);
        return { status: 200, json: { tasks: page.tasks.map(fromTask), ...next(page) } };
      }
      const page = await api.call(listTasks, wanted);
      const { taskArns = [] } = page;
      const { tasks } =
        taskArns.length > 0 ? await api.call(describeTasks, { cluster, tasks: taskArns }) : { tasks: [] };
      return { status: 200, json: { tasks: tasks.map(fromTask), ...next(page) } };
    },
  }),
  route({
    method: "POST",
    path: "/v1/tasks",
    id: "runTasks",
    summary: "Launch 1 to 10 copies of an image or a task definition on Fargate",
    body: schemas.newTasks,
    response: { status: 201, description: "The tasks; they are on their way to RUNNING", schema: schemas.tasks },
    async handle({ body }, api) {
      const { image, taskDefinition, count, cluster, startedBy } = body;
      if ((image === undefined) === (taskDefinition === undefined)) {
        throw invalidParameter("Say what to run: either an image or a taskDefinition.", { docs: "task" });
      }
      const what =
        taskDefinition === undefined
          ? { taskDefinition: await definitionOf({ ...body, image: image ?? "" }, api) }
          : { taskDefinition, overrides: await overridesOf({ ...body, taskDefinition }, api) };
      const { tasks } = await api.call(runTask, { ...what, count, cluster, startedBy, launchType: "FARGATE" });
      return { status: 201, json: { tasks: tasks.map(fromTask) } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/tasks/{task}",
    id: "getTask",
    summary: "Show a task: where it is in its life, where it can be reached, what it uses",
    params,
    query: schemas.clusterQuery,
    response: { status: 200, description: "The task", schema: schemas.task },
    async handle({ params: { task }, query: { cluster } }, api) {
      const [found] = (await api.call(describeTasks, { cluster, tasks: [task] })).tasks;
      if (!found) throw taskNotFound();
      return { status: 200, json: fromTask(found) };
    },
  }),
  route({
    method: "DELETE",
    path: "/v1/tasks/{task}",
    id: "stopTask",
    summary: "Stop a task: SIGTERM, then SIGKILL after its stop timeout",
    params,
    query: schemas.stopQuery,
    response: { status: 202, description: "The task, on its way to STOPPED", schema: schemas.task },
    async handle({ params: { task }, query }, api) {
      const stopped = await api.call(stopTask, { task, ...query });
      return { status: 202, json: fromTask(stopped.task) };
    },
  }),
  route({
    method: "GET",
    path: "/v1/tasks/{task}/logs",
    id: "getTaskLogs",
    summary: "Read what a task has written, and wait for more",
    params,
    query: schemas.logQuery,
    response: { status: 200, description: "Lines, oldest first", schema: schemas.logs },
    async handle({ params: { task }, query }, api) {
      const { lines } = await api.call(getTaskLogs, { task, ...query });
      return { status: 200, json: { lines: lines.map(({ id, at, text }) => ({ id, at: iso(at), text })) } };
    },
  }),
];

/** An image without a task definition gets one: a family that is named after it. */
function definitionOf(body: NewTasks & { image: string }, api: RestApi): Promise<string> {
  const { image, command, environment, ports, source, stopTimeoutSeconds } = body;
  const { cpu = DEFAULT_SIZE.cpu, memory = DEFAULT_SIZE.memory, family = familyOf(image) } = body;
  const definition = { family, image, command, environment, ports, source, stopTimeoutSeconds, cpu, memory };
  return withDefinition(definition, api, async (request) => {
    const { taskDefinition, registered } = await api.call(ensureTaskDefinition, request);
    return { output: taskDefinition.taskDefinitionArn ?? "", kept: registered };
  });
}

/** `skyground/web` becomes `skyground-web`, `node:24-alpine` becomes `node-24-alpine`. */
function familyOf(image: string): string {
  return (
    image
      .replace(/@.*$/, "")
      .replace(/[^A-Za-z0-9_-]+/g, "-")
      .slice(0, 255) || "task"
  );
}

async function overridesOf(body: NewTasks & { taskDefinition: string }, api: RestApi) {
  const { command, environment, cpu, memory, ports, source, family, stopTimeoutSeconds } = body;
  if (ports ?? source ?? family ?? stopTimeoutSeconds) {
    throw invalidParameter(
      "ports, source, family and stopTimeoutSeconds belong to the task definition: register another revision with POST /v1/task-definitions.",
      { docs: "task-definition" },
    );
  }
  const size = {
    ...(cpu === undefined ? {} : { cpu: String(cpu) }),
    ...(memory === undefined ? {} : { memory: String(memory) }),
  };
  if (!command && !environment) return size;
  const { taskDefinition } = await api.call(describeTaskDefinition, { taskDefinition: body.taskDefinition });
  const name = taskDefinition.containerDefinitions[0]?.name;
  const container = {
    name,
    ...(command ? { command } : {}),
    ...(environment ? { environment: pairs(environment) } : {}),
  };
  return { ...size, containerOverrides: [container] };
}

import { createHash } from "node:crypto";
import type { RunTaskRequest } from "@aws-sdk/client-ecs";
import type { Arn } from "../../core/arn.ts";
import type { Random } from "../../ports/random.ts";
import type { Done, EffectDraft, RequestContext } from "../service.ts";
import { clusterArn } from "./address.ts";
import { spread, strategyFor } from "./capacity.ts";
import { placeEffect } from "./effects.ts";
import { clientException, invalidParameter } from "./errors.ts";
import { type Draw, draw, newTask } from "./launch.ts";
import { MAX_RUN_COUNT, MAX_STARTED_BY_LENGTH } from "./limits.ts";
import type { Task, TaskDefinition } from "./model.ts";
import { refuseUnbuiltRun } from "./not-built.ts";
import type { StoredCluster } from "./stored.ts";
import { askedFargate, askedToRun } from "./story.ts";
import { insertTask } from "./table.ts";
import { addTags, managedTags, readTags } from "./tags.ts";
import { type PlaygroundTask, taskView } from "./views.ts";

/** What of RunTask's input says how to run, whatever it is. */
export type RunOptions = Omit<RunTaskRequest, "taskDefinition">;

/** Throws AWS's refusals of how many and how. */
export function checkRun(input: RunOptions): void {
  const { count = 1, startedBy = "", tags = [], clientToken = "" } = input;
  if (!Number.isInteger(count) || count < 1) throw invalidParameter("count cannot be less than 1.", { docs: "task" });
  if (count > MAX_RUN_COUNT) {
    throw invalidParameter(`count cannot be greater than ${MAX_RUN_COUNT}.`, { docs: "task" });
  }
  if (startedBy.length > MAX_STARTED_BY_LENGTH) {
    throw invalidParameter(`startedBy can be at most ${MAX_STARTED_BY_LENGTH} characters long.`);
  }
  readTags(tags);
  if (clientToken.length > MAX_CLIENT_TOKEN_LENGTH) throw clientException("clientToken is too long.");
  refuseUnbuiltRun({ ...input, taskDefinition: undefined });
}

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/ECS_Idempotency.html */
const MAX_CLIENT_TOKEN_LENGTH = 64;

/** Ids for the new tasks. A client's token always gives the same ids, so that a repeated request finds its own tasks. */
export function drawTasks(input: RunOptions, cluster: string, random: Random): readonly Draw[] {
  const { count = 1, clientToken } = input;
  const ids = clientToken ? tokenIds(clientToken, cluster, count) : [];
  return draw(random, count).map((drawn, index) => ({ ...drawn, id: ids[index] ?? drawn.id }));
}

/** The ids of so many tasks that a client's token stands for. */
export function tokenIds(clientToken: string, cluster: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    createHash("sha256").update(`${cluster}/${clientToken}/${index}`).digest("hex").slice(0, 32),
  );
}

export interface RunOutput {
  readonly tasks: PlaygroundTask[];
  readonly failures: [];
}

/** Rows for the new tasks, an order to Fargate for each, and the story so far. */
export function run(
  input: RunOptions,
  { cluster, writes }: StoredCluster,
  definition: TaskDefinition,
  draws: readonly Draw[],
  context: RequestContext,
): Done<RunOutput> & { readonly tasks: readonly Task[]; readonly effects: readonly EffectDraft[] } {
  const { overrides, group, startedBy, propagateTags, enableECSManagedTags } = input;
  const tags = [...readTags(input.tags), ...(enableECSManagedTags ? managedTags(cluster.name) : [])];
  const order = {
    definition,
    cluster: cluster.name,
    ...(overrides === undefined ? {} : { overrides }),
    ...(group === undefined ? {} : { group }),
    ...(startedBy === undefined ? {} : { startedBy }),
    tags: propagateTags === "TASK_DEFINITION" ? addTags(definition.tags, tags) : tags,
    traceId: context.traceId,
    now: context.now,
  };
  const providers = spread(strategyFor(input, cluster), draws.length);
  const tasks = draws.map((drawn, index) => newTask(order, drawn, providers[index]));
  const subject: Arn = clusterArn(cluster, cluster.name);
  const size = tasks[0] ?? definition;
  return {
    tasks,
    output: { tasks: tasks.map((task) => taskView(task, context.now)), failures: [] },
    writes: [...writes, ...tasks.flatMap((task) => insertTask(context, task))],
    effects: tasks.map(placeEffect),
    events: [
      askedToRun(subject, cluster.name, tasks.length, definition),
      ...askedFargate(subject, tasks.length, definition, size),
    ],
  };
}

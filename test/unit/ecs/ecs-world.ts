import type { CreateServiceRequest, RunTaskRequest } from "@aws-sdk/client-ecs";
import { systemCaller } from "../../../shared/engine/engine.ts";
import { playgroundOfRoot } from "../../../shared/engine/playgrounds.ts";
import type { TaskReport } from "../../../shared/ports/task-runtime.ts";
import { ecs } from "../../../shared/services/ecs/index.ts";
import type { PlaygroundContainerDefinition } from "../../../shared/services/ecs/model.ts";
import { createService } from "../../../shared/services/ecs/operations/create-service.ts";
import { describeServices } from "../../../shared/services/ecs/operations/describe-services.ts";
import { describeTasks } from "../../../shared/services/ecs/operations/describe-tasks.ts";
import { listTasks } from "../../../shared/services/ecs/operations/list-tasks.ts";
import { registerTaskDefinition } from "../../../shared/services/ecs/operations/register-task-definition.ts";
import { runTask } from "../../../shared/services/ecs/operations/run-task.ts";
import { submitTaskStateChange } from "../../../shared/services/ecs/operations/submit-task-state-change.ts";
import { stateChangeOf } from "../../../shared/services/ecs/task-reports.ts";
import { s3 } from "../../../shared/services/s3/index.ts";
import { createWorld, type World, type WorldOptions } from "../../support/world.ts";

/** How long until a started task can be RUNNING, and a stopped one is STOPPED; a little more than both take. */
export const A_MOMENT = 1;

export interface EcsWorld extends World {
  /** The runtime's reports reach ECS, as the composition roots have it. */
  report(report: TaskReport): void;
  define(
    family: string,
    container?: PlaygroundContainerDefinition,
    size?: { cpu: string; memory: string },
  ): Promise<void>;
  run(taskDefinition: string, options?: Partial<RunTaskRequest>): Promise<string[]>;
  serve(serviceName: string, desiredCount: number, options?: Partial<CreateServiceRequest>): Promise<void>;
  task(arn: string): ReturnType<typeof describeOne>;
  service(name: string): ReturnType<typeof describeService>;
  /** ARNs of the tasks that are desired to run (or, with STOPPED, to stop). */
  tasksOf(serviceName: string, desiredStatus?: "RUNNING" | "STOPPED"): Promise<string[]>;
}

export function createEcsWorld(options: Partial<WorldOptions> = {}): EcsWorld {
  const world = createWorld({ services: [ecs, s3], ...options });
  const pending = new Set<Promise<unknown>>();
  const report = (news: TaskReport) => {
    const caller = systemCaller(playgroundOfRoot(news.root), "ecs", world.random, news.task);
    const sent = world.engine
      .call(submitTaskStateChange, stateChangeOf(news), caller)
      .catch((error) => world.errors.push(error))
      .finally(() => pending.delete(sent));
    pending.add(sent);
  };
  world.tasks.onReport(report);

  async function settle(): Promise<void> {
    do {
      await world.settle();
      await Promise.all(pending);
      await world.settle();
    } while (pending.size > 0);
  }

  return {
    ...world,
    report,
    settle,
    async advance(seconds) {
      await settle();
      await world.advance(seconds);
      await settle();
    },
    async define(family, container = {}, size = { cpu: "256", memory: "512" }) {
      const containerDefinitions = [{ name: "app", image: "skyground/web", essential: true, ...container }];
      const fargate = { requiresCompatibilities: ["FARGATE" as const], networkMode: "awsvpc" as const };
      await world.call(registerTaskDefinition, { family, containerDefinitions, ...fargate, ...size });
    },
    async run(taskDefinition, request = {}) {
      const { tasks } = await world.call(runTask, { taskDefinition, ...request });
      return tasks.map(({ taskArn = "" }) => taskArn);
    },
    async serve(serviceName, desiredCount, request = {}) {
      await world.call(createService, { serviceName, desiredCount, taskDefinition: serviceName, ...request });
    },
    task: (arn) => describeOne(world, arn),
    service: (name) => describeService(world, name),
    async tasksOf(serviceName, desiredStatus = "RUNNING") {
      return (await world.call(listTasks, { serviceName, desiredStatus })).taskArns ?? [];
    },
  };
}

async function describeOne(world: World, arn: string) {
  const { tasks } = await world.call(describeTasks, { tasks: [arn] });
  if (!tasks[0]) throw new Error(`there is no task ${arn}`);
  return tasks[0];
}

async function describeService(world: World, name: string) {
  const { services = [] } = await world.call(describeServices, { services: [name] });
  if (!services[0]) throw new Error(`there is no service ${name}`);
  return services[0];
}

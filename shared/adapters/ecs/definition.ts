import { createHash } from "node:crypto";
import { type ECSClient, RegisterTaskDefinitionCommand, type RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import type { TaskSpec } from "../../ports/task-runtime.ts";
import { type ContainerPlan, planContainer } from "./container.ts";
import type { Placements } from "./placements.ts";
import { CONTAINER, type FargateSettings, LOG_STREAM_PREFIX } from "./settings.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html: stopTimeout is 120 seconds at most. */
const MAX_STOP_TIMEOUT_SECONDS = 120;

export interface DefinitionTools {
  readonly client: ECSClient;
  readonly settings: FargateSettings;
  readonly placements: Placements;
}

/**
 * The ARN of a task definition of ECS that runs what the spec says. Whatever tasks have in common is one family of one revision, named
 * after its content, so that a service's tasks share it and nothing is registered twice. Throws a sentence for what can't run.
 */
export async function definitionFor(
  spec: TaskSpec,
  { client, settings, placements }: DefinitionTools,
): Promise<string> {
  const content = contentOf(spec, planContainer(spec, settings), settings);
  const hash = createHash("sha256").update(JSON.stringify(content)).digest("hex").slice(0, 32);
  const family = `${settings.familyPrefix}-${hash}`;
  const known = await placements.definition(family);
  if (known !== undefined) return known;
  const { taskDefinition } = await client.send(new RegisterTaskDefinitionCommand({ ...content, family }));
  const arn = taskDefinition?.taskDefinitionArn ?? family;
  await placements.keepDefinition(family, arn);
  return arn;
}

function contentOf(
  { cpu, memory, memoryLimit, port, stopTimeoutSeconds }: TaskSpec,
  { image, command, environment }: ContainerPlan,
  settings: FargateSettings,
): Omit<RegisterTaskDefinitionRequest, "family"> {
  return {
    networkMode: "awsvpc",
    requiresCompatibilities: ["FARGATE"],
    cpu: String(cpu),
    memory: String(memory),
    executionRoleArn: settings.executionRoleArn,
    containerDefinitions: [
      {
        name: CONTAINER,
        image,
        essential: true,
        ...(command.length > 0 ? { command: [...command] } : {}),
        environment: Object.entries(environment).map(([name, value]) => ({ name, value })),
        ...(memoryLimit === undefined || memoryLimit >= memory ? {} : { memory: memoryLimit }),
        ...(port === undefined ? {} : { portMappings: [{ containerPort: port, protocol: "tcp" }] }),
        ...(stopTimeoutSeconds === undefined
          ? {}
          : { stopTimeout: Math.min(stopTimeoutSeconds, MAX_STOP_TIMEOUT_SECONDS) }),
        // As in the local server's tasks: SIGTERM ends an app that doesn't handle it.
        linuxParameters: { initProcessEnabled: true },
        logConfiguration: {
          logDriver: "awslogs",
          options: {
            "awslogs-group": settings.logGroup,
            "awslogs-region": settings.logRegion,
            "awslogs-stream-prefix": LOG_STREAM_PREFIX,
          },
        },
      },
    ],
  };
}

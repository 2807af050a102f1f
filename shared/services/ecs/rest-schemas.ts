import { z } from "zod";
import * as limits from "./limits.ts";

const instant = z.iso.datetime().describe("ISO 8601, UTC");
const count = z.number().int();
const cluster = z.string().describe("A cluster's name; `default` is always there");

export const clusterQuery = z.strictObject({ cluster: cluster.optional() });

const page = {
  limit: z.coerce.number().int().min(1).max(limits.MAX_LIST).default(limits.MAX_LIST),
  nextToken: z.string().optional(),
};

const size = {
  cpu: z
    .number()
    .int()
    .min(1)
    .describe("CPU units: 1,024 are one vCPU. Only certain pairs of cpu and memory exist on Fargate"),
  memory: z.number().int().min(1).describe("MiB"),
};

const containerParts = {
  image: z.string().describe("skyground/web, skyground/worker, or node:<tag> with your own code as source"),
  command: z.array(z.string()).optional().describe('Replaces the image\'s own command: ["node", "server.js"]'),
  environment: z.record(z.string(), z.string()).optional().describe("Variables of the app's environment"),
  ports: z
    .array(z.number().int().min(1).max(65_535))
    .max(1)
    .optional()
    .describe("The port that the app listens on (its variable PORT says which one it really gets)"),
  source: z
    .union([
      z.string().startsWith("s3://"),
      z.strictObject({
        zip: z.base64().describe("A zip of your app, base64. Up to about 3 MB; use a bucket for more"),
      }),
    ])
    .optional()
    .describe("Your own code, for node images: s3://bucket/prefix/ (a folder), s3://bucket/app.zip, or a zip"),
  stopTimeoutSeconds: z
    .number()
    .int()
    .min(0)
    .max(limits.MAX_STOP_TIMEOUT_SECONDS)
    .optional()
    .describe("From SIGTERM to SIGKILL; 30 unless you say otherwise"),
};

const family = z
  .string()
  .describe("Names the revisions of a task definition: letters, digits, hyphens and underscores");

export const newTasks = z
  .strictObject({
    ...containerParts,
    image: containerParts.image.optional(),
    taskDefinition: z
      .string()
      .optional()
      .describe(
        "Instead of an image: a family, family:revision or ARN. command, environment, cpu and memory override it",
      ),
    family: family.optional().describe("Where the image is registered; made from its name unless given"),
    cpu: size.cpu.optional().describe("CPU units; 256 for an image unless given"),
    memory: size.memory.optional().describe("MiB; 512 for an image unless given"),
    count: z.number().int().default(1).describe(`How many copies: 1 to ${limits.MAX_RUN_COUNT}`),
    cluster: cluster.optional(),
    startedBy: z.string().optional().describe("A word of your own to find the tasks by"),
  })
  .meta({ example: { image: "skyground/web", cpu: 256, memory: 512, count: 3 } });

export const newDefinition = z
  .strictObject({
    family,
    ...containerParts,
    cpu: size.cpu.default(256),
    memory: size.memory.default(512),
  })
  .meta({ example: { family: "web", image: "skyground/web", cpu: 256, memory: 512 } });

const usage = z.strictObject({
  memoryMiB: z.number().describe("Resident memory"),
  cpuUnits: z.number().describe("CPU used over the last sample, in CPU units"),
  sampledAt: instant,
  note: z.literal("CPU is sampled, not capped"),
});

export const task = z
  .strictObject({
    id: z.string(),
    arn: z.string(),
    cluster: z.string(),
    taskDefinition: z.string().describe("family:revision"),
    image: z.string(),
    status: z
      .string()
      .describe(
        "AWS's lastStatus: PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED",
      ),
    desiredStatus: z.enum(["RUNNING", "STOPPED"]).describe("Where the task is to go"),
    ...size,
    address: z.string().optional().describe("Where the app can be reached, once it listens"),
    port: z.number().int().optional().describe("The container port behind the address"),
    group: z.string().describe("service:<name> or family:<name>"),
    startedBy: z.string().optional().describe("Who started it; a deployment's id for a service's task"),
    source: z.string().optional().describe("Where its code came from"),
    healthStatus: z.string(),
    createdAt: instant,
    startedAt: instant.optional(),
    stoppingAt: instant.optional(),
    stoppedAt: instant.optional(),
    stopCode: z.string().optional(),
    stoppedReason: z.string().optional().describe("Why it stopped, in AWS's words"),
    exitCode: z.number().int().optional(),
    containerReason: z.string().optional().describe("What the runtime says of the container beyond that"),
    usage: usage.optional(),
    traceId: z.string().describe("GET /v1/playground/events?trace= tells its story"),
  })
  .meta({ id: "Task" });

export const tasks = z.strictObject({ tasks: z.array(task) });
export const taskPage = z.strictObject({ tasks: z.array(task), nextToken: z.string().optional() });

export const taskListQuery = z.strictObject({
  cluster: cluster.optional(),
  family: z.string().optional().describe("Only tasks of this task definition family"),
  service: z.string().optional().describe("Only tasks of this service"),
  startedBy: z.string().optional(),
  desiredStatus: z
    .enum(["RUNNING", "STOPPED"])
    .default("RUNNING")
    .describe("RUNNING: those that are to run. STOPPED: those that are to stop, or did within the last hour"),
  ...page,
});

export const stopQuery = z.strictObject({
  cluster: cluster.optional(),
  reason: z.string().optional().describe("Shown as the task's stoppedReason"),
});

export const logQuery = z.strictObject({
  cluster: cluster.optional(),
  after: z.string().optional().describe("Only lines behind this id"),
  limit: z.coerce.number().int().min(1).max(limits.MAX_LOG_LINES).default(limits.DEFAULT_LOG_LINES),
  tail: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .describe("The last lines instead of the first"),
  waitSeconds: z.coerce
    .number()
    .min(0)
    .max(limits.MAX_LOG_WAIT_SECONDS)
    .default(0)
    .describe("Wait for the next line when there is none"),
});

export const logs = z.strictObject({
  lines: z.array(
    z.strictObject({ id: z.string().describe("Go on behind it with ?after="), at: instant, text: z.string() }),
  ),
});

export const definition = z
  .strictObject({
    family: z.string(),
    revision: z.number().int(),
    arn: z.string(),
    status: z.enum(["ACTIVE", "INACTIVE"]),
    image: z.string(),
    containerName: z.string(),
    command: z.array(z.string()),
    environment: z.record(z.string(), z.string()),
    ports: z.array(z.number().int()),
    source: z.string().optional(),
    stopTimeoutSeconds: z.number().int(),
    ...size,
    registeredAt: instant,
    deregisteredAt: instant.optional(),
  })
  .meta({ id: "TaskDefinition" });

export const definitionPage = z.strictObject({
  taskDefinitions: z.array(definition),
  nextToken: z.string().optional(),
});

export const definitionListQuery = z.strictObject({
  family: z.string().optional(),
  status: z.enum(["ACTIVE", "INACTIVE"]).default("ACTIVE"),
  ...page,
});

const percents = {
  minimumHealthyPercent: z
    .number()
    .int()
    .optional()
    .describe("How many of the desired tasks keep running during a deployment; 100 unless you say otherwise"),
  maximumPercent: z
    .number()
    .int()
    .optional()
    .describe("How many tasks there may be at most meanwhile; 200 unless you say otherwise"),
};
const desiredCount = count.describe(`How many tasks to keep running: 0 to ${limits.MAX_DESIRED_COUNT}`);
const definitionReference = z.string().describe("A family (its latest revision), family:revision or ARN");

export const newService = z
  .strictObject({
    name: z.string().describe("Up to 255 letters, digits, hyphens and underscores"),
    taskDefinition: definitionReference,
    desiredCount: desiredCount.default(1),
    cluster: cluster.optional(),
    ...percents,
  })
  .meta({ example: { name: "web", taskDefinition: "web", desiredCount: 3 } });

export const serviceChange = z
  .strictObject({
    desiredCount: desiredCount.optional(),
    taskDefinition: definitionReference.optional(),
    forceNewDeployment: z.boolean().optional().describe("Replace every task though the definition is the same"),
    ...percents,
  })
  .meta({ example: { desiredCount: 5 } });

const deployment = z.strictObject({
  id: z.string(),
  status: z.string().describe("PRIMARY: the newest. ACTIVE: being replaced"),
  taskDefinition: z.string(),
  desiredCount: count,
  runningCount: count,
  pendingCount: count,
  failedTasks: count.describe("Tasks that died soon after their start"),
  rolloutState: z.string(),
  createdAt: instant,
  updatedAt: instant,
});

export const service = z
  .strictObject({
    name: z.string(),
    arn: z.string(),
    cluster: z.string(),
    status: z.enum(["ACTIVE", "DRAINING", "INACTIVE"]),
    taskDefinition: z.string().describe("family:revision"),
    desiredCount: count,
    runningCount: count,
    pendingCount: count,
    deployments: z.array(deployment),
    minimumHealthyPercent: count,
    maximumPercent: count,
    events: z
      .array(z.strictObject({ id: z.string(), createdAt: instant, message: z.string() }))
      .describe("Newest first"),
    createdAt: instant,
  })
  .meta({ id: "Service" });

export const servicePage = z.strictObject({ services: z.array(service), nextToken: z.string().optional() });
export const serviceListQuery = z.strictObject({ cluster: cluster.optional(), ...page });

export const deleteServiceQuery = z.strictObject({
  cluster: cluster.optional(),
  force: z
    .enum(["true", "false"])
    .default("false")
    .transform((text) => text === "true")
    .describe("Delete it though its desired count is above 0"),
});

export const newCluster = z
  .strictObject({ name: z.string().describe("Up to 255 letters, digits, hyphens and underscores") })
  .meta({ example: { name: "shop" } });

export const clusterSchema = z
  .strictObject({
    name: z.string(),
    arn: z.string(),
    status: z.enum(["ACTIVE", "INACTIVE"]),
    runningTasks: count,
    pendingTasks: count,
    activeServices: count,
  })
  .meta({ id: "Cluster" });

export const clusterPage = z.strictObject({ clusters: z.array(clusterSchema), nextToken: z.string().optional() });
export const pageQuery = z.strictObject(page);

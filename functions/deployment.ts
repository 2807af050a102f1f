/** What serverless.yml tells every function. */
export interface Deployment {
  readonly apiKey: string;
  readonly plainTable: string;
  readonly timedTable: string;
  readonly blobBucket: string;
  readonly jobQueueUrl: string;
  /** Where tasks run; absent where they can't. */
  readonly fargate?: FargateDeployment;
}

export interface FargateDeployment {
  readonly cluster: string;
  readonly familyPrefix: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: boolean;
  readonly executionRoleArn: string;
  readonly logGroup: string;
  readonly logRegion: string;
  readonly nodeRepository: string;
  readonly images: Readonly<Record<string, string>>;
  readonly maxTasks: number;
  readonly maxCpu: number;
  /** Where tasks reach Skyground. */
  readonly url: string;
}

/** A deployment that lacks something must not serve. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

const MIN_KEY_LENGTH = 16;

export function readDeployment(environment: NodeJS.ProcessEnv): Deployment {
  return {
    apiKey: readApiKey(environment),
    plainTable: required(environment, "SKYGROUND_PLAIN_TABLE"),
    timedTable: required(environment, "SKYGROUND_TIMED_TABLE"),
    blobBucket: required(environment, "SKYGROUND_BLOB_BUCKET"),
    jobQueueUrl: required(environment, "SKYGROUND_JOB_QUEUE_URL"),
    ...fargateOf(environment),
  };
}

/** All of it, or nothing: without a cluster, or with a limit of no tasks, none run. */
function fargateOf(environment: NodeJS.ProcessEnv): Pick<Deployment, "fargate"> {
  const cluster = environment.SKYGROUND_TASK_CLUSTER;
  const maxTasks = wholeNumber(environment, "SKYGROUND_TASK_LIMIT");
  if (!cluster || maxTasks === 0) return {};
  const list = (name: string) =>
    required(environment, name)
      .split(",")
      .map((item) => item.trim());
  return {
    fargate: {
      cluster,
      familyPrefix: required(environment, "SKYGROUND_TASK_FAMILY"),
      subnets: list("SKYGROUND_TASK_SUBNETS"),
      securityGroups: list("SKYGROUND_TASK_SECURITY_GROUP"),
      assignPublicIp: environment.SKYGROUND_TASK_PUBLIC_IP !== "DISABLED",
      executionRoleArn: required(environment, "SKYGROUND_TASK_EXECUTION_ROLE"),
      logGroup: required(environment, "SKYGROUND_TASK_LOG_GROUP"),
      logRegion: required(environment, "AWS_REGION"),
      nodeRepository: required(environment, "SKYGROUND_TASK_NODE_IMAGE"),
      images: imagesOf(environment.SKYGROUND_TASK_IMAGES),
      maxTasks,
      maxCpu: wholeNumber(environment, "SKYGROUND_TASK_MAX_CPU"),
      url: required(environment, "SKYGROUND_TASK_URL"),
    },
  };
}

function wholeNumber(environment: NodeJS.ProcessEnv, name: string): number {
  const text = environment[name] ?? "0";
  if (/^[0-9]{1,5}$/.test(text)) return Number(text);
  throw new DeploymentError(`${name} must be a whole number, not ${JSON.stringify(text)}.`);
}

function imagesOf(text: string | undefined): Readonly<Record<string, string>> {
  if (!text) return {};
  const pairs = text.split(",").map((pair) => pair.trim().split("="));
  const isPair = (pair: string[]): pair is [string, string] => pair.length === 2 && pair.every((part) => part !== "");
  if (pairs.every(isPair)) return Object.fromEntries(pairs);
  throw new DeploymentError(
    "SKYGROUND_TASK_IMAGES must say which image each name stands for: nginx=public.ecr.aws/nginx/nginx:stable, with commas between.",
  );
}

/** A load balancer is reached by everybody: without a key nothing is served. */
export function readApiKey(environment: NodeJS.ProcessEnv): string {
  const key = environment.SKYGROUND_API_KEY ?? "";
  if (/^[\x21-\x7e]+$/.test(key) && key.length >= MIN_KEY_LENGTH) return key;
  throw new DeploymentError(
    `SKYGROUND_API_KEY must be set, to at least ${MIN_KEY_LENGTH} visible ASCII characters: ` +
      "whoever reaches this load balancer could use the playground otherwise. Deploy again with the parameter apiKey.",
  );
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new DeploymentError(`${name} must be set; serverless.yml does.`);
}

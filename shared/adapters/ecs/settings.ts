/** Where a deployment's tasks run: serverless.yml makes all of it and tells the functions. */
export interface FargateSettings {
  /** The cluster's name. */
  readonly cluster: string;
  /** What every family of task definitions begins with: roles are allowed to run these and no others. */
  readonly familyPrefix: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** A subnet without a NAT gateway needs it to pull an image. */
  readonly assignPublicIp: boolean;
  /** Lets Fargate itself pull images and write logs. The tasks' own code gets no role, so no credentials. */
  readonly executionRoleArn: string;
  readonly logGroup: string;
  readonly logRegion: string;
  /** Where `node` and `node:<tag>` are pulled from, without a tag. */
  readonly nodeRepository: string;
  /** Other images that may run, by the name that a task definition gives: `{"nginx":"public.ecr.aws/nginx/nginx:stable"}`. */
  readonly images: Readonly<Record<string, string>>;
  /** Tasks that may be there at once: whoever has the API key could otherwise spend without end. */
  readonly maxTasks: number;
  /** CPU units that one may have. */
  readonly maxCpu: number;
}

/** The one container of each task. */
export const CONTAINER = "app";
export const LOG_STREAM_PREFIX = "task";
/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html: "up to 100 tasks". */
export const MAX_DESCRIBED = 100;

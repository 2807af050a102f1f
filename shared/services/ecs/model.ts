import type {
  ClusterConfiguration,
  ContainerDefinition,
  KeyValuePair,
  NetworkConfiguration,
  RuntimePlatform,
  Tag,
  TaskOverride,
} from "@aws-sdk/client-ecs";
import type { Body } from "../../core/body.ts";

/** Where a resource of ECS lives. Internal operations take it from an ARN, never from who calls. */
export interface Home {
  readonly account: string;
  readonly region: string;
}

/** What every account has without creating it. A task of FARGATE_SPOT runs like any other here: nobody needs its place. */
export const CAPACITY_PROVIDERS = ["FARGATE", "FARGATE_SPOT"] as const;

export type CapacityProvider = (typeof CAPACITY_PROVIDERS)[number];

/** One line of a strategy, with everything said that AWS lets out. */
export interface Share {
  readonly capacityProvider: CapacityProvider;
  readonly weight: number;
  readonly base: number;
}

export type Strategy = readonly Share[];

export interface Cluster extends Home {
  readonly name: string;
  /** DEPROVISIONING while its deletion looks whether it is empty. */
  readonly status: "ACTIVE" | "DEPROVISIONING" | "INACTIVE";
  readonly createdAt: number;
  /** When it was deleted; an hour later it is gone. */
  readonly endedAt?: number;
  readonly tags: readonly Tag[];
  /** Absent until somebody says which. */
  readonly capacity?: { readonly providers: readonly CapacityProvider[]; readonly strategy: Strategy };
  /** Kept and shown; nothing depends on it. */
  readonly containerInsights?: string;
  readonly configuration?: ClusterConfiguration;
}

/** A learner's own code for an image such as `node:24`: an uploaded zip, or a place in one of the playground's own buckets. */
export type Source =
  | { readonly kind: "zip"; readonly body: Body }
  /** `s3://bucket/prefix/` is a folder, `s3://bucket/app.zip` a zip. */
  | { readonly kind: "s3"; readonly uri: string };

/** A container definition as AWS has it, and Skyground's one extension, which no AWS client sends. */
export interface PlaygroundContainerDefinition extends ContainerDefinition {
  readonly skygroundSource?: Source | undefined;
}

export interface TaskDefinition extends Home {
  readonly family: string;
  readonly revision: number;
  readonly status: "ACTIVE" | "INACTIVE" | "DELETE_IN_PROGRESS";
  /** CPU units. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly container: PlaygroundContainerDefinition;
  /** Members that AWS stores and shows and that nothing here depends on. */
  readonly shown: ShownMembers;
  readonly tags: readonly Tag[];
  readonly registeredAt: number;
  readonly deregisteredAt?: number;
  readonly deleteRequestedAt?: number;
}

export interface ShownMembers {
  readonly taskRoleArn?: string;
  readonly executionRoleArn?: string;
  readonly runtimePlatform?: RuntimePlatform;
}

/** A family's counter: revisions are never given out twice, deregistered or not. */
export interface Family extends Home {
  readonly name: string;
  readonly lastRevision: number;
  readonly activeRevisions: number;
  /** Those that are gone for good. A family of which nothing is left is no longer listed. */
  readonly deletedRevisions?: number;
}

/** What the runtime needs to know: a copy, so that a task doesn't change with its definition. */
export interface TaskRun {
  readonly image: string;
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly port?: number;
  readonly stopTimeoutSeconds: number;
  /** The container's own hard limit, MiB, where it is below the task's. */
  readonly memoryLimit?: number;
  readonly source?: Source;
}

export type StopCode =
  | "TaskFailedToStart"
  | "EssentialContainerExited"
  | "UserInitiated"
  | "ServiceSchedulerInitiated"
  | "TerminationNotice";

export interface Task extends Home {
  readonly cluster: string;
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly family: string;
  readonly revision: number;
  /** The service that keeps it running, and the deployment of it. */
  readonly service?: string;
  readonly deployment?: string;
  readonly group: string;
  readonly startedBy?: string;
  /** Absent where a launch type was asked for instead. */
  readonly capacityProvider?: CapacityProvider;
  readonly cpu: number;
  readonly memory: number;
  readonly containerName: string;
  readonly containerId: string;
  readonly run: TaskRun;
  readonly overrides: TaskOverride;
  readonly tags: readonly Tag[];
  /** Everything that later happens to the task is told under the trace of the request that began it. */
  readonly traceId: string;
  readonly createdAt: number;
  readonly desiredStatus: "RUNNING" | "STOPPED";
  /** When Fargate's runtime took it over. */
  readonly placedAt?: number;
  /** When the runtime reported that it runs. */
  readonly reportedRunningAt?: number;
  /** `http://127.0.0.1:50123`, as the runtime reported it. */
  readonly address?: string;
  /** When somebody asked it to stop. */
  readonly stoppingAt?: number;
  readonly stopCode?: StopCode;
  readonly stoppedReason?: string;
  /** When the runtime reported that its container has ended. */
  readonly reportedStoppedAt?: number;
  readonly exitCode?: number;
  /** What the runtime said of the container, where that is not the whole task's reason. */
  readonly containerReason?: string;
}

export interface Deployment {
  /** `ecs-svc/1234567890123456789`. */
  readonly id: string;
  readonly status: "PRIMARY" | "ACTIVE";
  readonly family: string;
  readonly revision: number;
  readonly desiredCount: number;
  readonly failedTasks: number;
  readonly rolloutState: "IN_PROGRESS" | "COMPLETED";
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface ServiceEvent {
  readonly id: string;
  readonly createdAt: number;
  readonly message: string;
}

export interface Service extends Home {
  readonly cluster: string;
  readonly name: string;
  readonly status: "ACTIVE" | "DRAINING" | "INACTIVE";
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
  /** The primary first. */
  readonly deployments: readonly [Deployment, ...Deployment[]];
  /** Newest first. */
  readonly events: readonly ServiceEvent[];
  /** Whether the last pass found everything as desired, so that reaching it is told once. */
  readonly steady: boolean;
  readonly restarts: Restarts;
  readonly clientToken?: string;
  readonly tags: readonly Tag[];
  readonly propagateTags: "TASK_DEFINITION" | "SERVICE" | "NONE";
  /** Whether tasks get ECS's own tags. */
  readonly managedTags?: boolean;
  /** Empty or absent where a launch type was asked for. */
  readonly strategy?: Strategy;
  readonly shown?: ShownServiceMembers;
  readonly createdAt: number;
  readonly traceId: string;
  /** When it became INACTIVE; an hour later it is gone. */
  readonly endedAt?: number;
}

/** Members that AWS stores and shows and that nothing here depends on. */
export interface ShownServiceMembers {
  readonly networkConfiguration?: NetworkConfiguration;
  readonly platformVersion?: string;
  readonly availabilityZoneRebalancing?: "ENABLED" | "DISABLED";
}

/** How often tasks have died soon after their start, one after another, and until when the next start waits. */
export interface Restarts {
  readonly quickDeaths: number;
  readonly lastDeathAt: number;
  readonly waitUntil: number;
}

export type Environment = readonly KeyValuePair[];

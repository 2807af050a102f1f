/** Where Fargate tasks differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "A task is a process of this machine: its memory is enforced, its CPU is sampled and not capped. It runs in a second or two; Fargate takes tens of seconds.",
  CreateCluster:
    "A new cluster may use FARGATE and FARGATE_SPOT, and runs tasks on FARGATE by default; on AWS it has no capacity providers. Service Connect's defaults are refused. Container Insights and the configuration of ECS Exec are kept and shown, and nothing acts on them.",
  CreateService: "No load balancers and no deployment circuit breaker. At most 100 tasks.",
  DescribeTasks: "healthStatus is UNKNOWN: health checks aren't built.",
  RegisterTaskDefinition:
    "One container, and an image of skyground/web, skyground/worker or node:*. Volumes, secrets and several ports are refused; of linuxParameters only initProcessEnabled is taken, which is how every task behaves.",
  RunTask:
    "Networks and platform versions are accepted and not asked for. Tasks of FARGATE_SPOT run like any other and are never taken away.",
  PutAccountSetting: "Only containerInsights has an effect: new clusters have it. The others are kept and shown.",
  PutAccountSettingDefault: "As PutAccountSetting.",
  StopTask: "On Windows a task ends at once, without its grace.",
  TagResource: "The words of its refusals are unverified.",
};

/** Kept and shown; nothing acts on it. */
export const stored: readonly string[] = ["UpdateCluster", "UpdateClusterSettings"];

import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const conceptDocs: readonly DocTerm[] = [
  {
    term: "orchestration",
    title: "Container orchestration",
    kind: "concept",
    summary: "Software that decides where containers run, starts them, watches them and replaces those that die.",
    body: body(
      "One container on one machine needs a person who starts it. A hundred containers on changing machines need a program that is told what is wanted and works at it without end: it compares what runs with what is wanted and starts or stops the difference. That comparison, made again and again, is what an orchestrator is.",
      "[ECS](ecs) is AWS's own orchestrator; Kubernetes (EKS on AWS) is another. Neither runs a container itself: that takes compute, such as [Fargate](fargate).",
      "Try: create a [service](service) with three tasks, kill two of them (`POST /die` at their addresses) and read `GET /v1/playground/events`: the service counts one, wants three, and starts two.",
    ),
    references: [`${GUIDE}/Welcome.html`],
    aliases: ["container-orchestration", "orchestrator"],
    related: ["ecs", "fargate", "service", "desired-count"],
  },
  {
    term: "ecs",
    title: "Elastic Container Service (ECS)",
    kind: "concept",
    summary: "AWS's orchestrator: it keeps task definitions, places tasks and, through services, keeps them running.",
    body: body(
      "ECS is told what to run by a [task definition](task-definition). Two ways lead from there. Running a task starts copies once, and nobody replaces them. Creating a [service](service) asks for a number of copies to be kept: then it is the service's scheduler that watches and replaces. So ECS places every task, but only what belongs to a service is restored when it dies.",
      "The order of events, which the journal tells under one trace: you ask for three copies; ECS reads the task definition and finds that it is for Fargate; it asks Fargate for three times the CPU and memory; Fargate provides them, which takes a moment; the tasks are placed and run, and ECS knows their state from reports of the machines they run on.",
      "ECS itself costs nothing on AWS; the compute does.",
    ),
    references: [`${GUIDE}/Welcome.html`, `${GUIDE}/ecs_services.html`],
    aliases: ["elastic-container-service", "amazon-ecs"],
    related: ["orchestration", "fargate", "task", "service", "cluster"],
  },
  {
    term: "fargate",
    title: "Fargate",
    kind: "concept",
    summary: "Compute for containers without servers of your own: you say how much CPU and memory a task gets.",
    body: body(
      "The alternative is a fleet of EC2 servers that you choose, patch and pay for whether tasks run on them or not. With Fargate there is no such fleet to see: each task gets an isolated machine's worth of what you asked for, and is billed by the second while it has it. There are servers, of course; they are AWS's business.",
      "It is often said that Fargate provides its compute instantly. It doesn't: a task waits for its network interface, for a machine and for its image to be pulled, usually some tens of seconds. The states PROVISIONING, PENDING and ACTIVATING are that wait; see the [container lifecycle](container-lifecycle). Here they take half a second, so that you can see them and needn't wait.",
      "Nor is the size free to choose: only certain [pairs of CPU and memory](cpu-and-memory) exist.",
      "In this playground a task is a child process of the server. It is killed above its memory; its CPU is measured and not capped.",
    ),
    references: [`${GUIDE}/AWS_Fargate.html`, "https://aws.amazon.com/fargate/pricing/"],
    aliases: ["aws-fargate", "serverless-compute"],
    related: ["ecs", "cpu-and-memory", "container-lifecycle", "image"],
  },
  {
    term: "capacity-provider",
    title: "Capacity provider",
    kind: "concept",
    summary: "What a cluster's tasks may run on. A strategy shares tasks among several of them by base and weight.",
    body: body(
      "[Fargate](fargate) has two: `FARGATE`, and `FARGATE_SPOT`, which costs much less because AWS may take its tasks away with two minutes' notice. On AWS there are Auto Scaling groups of EC2 servers, too.",
      "A strategy names providers with a `weight` each and a `base` for one: the first tasks, as many as the base says, are that provider's; the others are shared out in proportion to the weights. With `FARGATE` (base 1, weight 1) and `FARGATE_SPOT` (weight 3), five tasks become two and three. A run or a service has a strategy or a launch type, not both; with neither, the cluster's default strategy holds.",
      "Here a task of `FARGATE_SPOT` runs like any other and is never taken away. A new cluster may use both and runs tasks on `FARGATE` by default; on AWS a new cluster has no capacity providers, and a run without a launch type looks for EC2 instances.",
    ),
    references: [
      `${GUIDE}/fargate-capacity-providers.html`,
      "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CapacityProviderStrategyItem.html",
    ],
    aliases: ["capacity-provider-strategy", "fargate-spot", "base", "weight", "launch-type"],
    related: ["fargate", "cluster", "service", "task"],
  },
  {
    term: "desired-count",
    title: "Desired count",
    kind: "attribute",
    summary: "How many tasks a service keeps running. The scheduler works at the difference to what runs.",
    body: body(
      "It is a wish, not a measurement: beside it stand the running count (tasks that are RUNNING) and the pending count (tasks on their way there). While they differ, the scheduler has something to do; when they agree, the service says that it has reached a steady state.",
      "Two tasks that die together are both replaced, because the scheduler counts instead of reacting to each death. Set to 0, the service stays and runs nothing.",
      "Try: `PATCH /v1/services/{service}` with another `desiredCount`, and read the service's events.",
    ),
    references: [`${GUIDE}/service_definition_parameters.html`],
    aliases: ["desiredcount", "running-count", "pending-count", "scaling"],
    related: ["service", "orchestration", "restart-throttling"],
  },
  {
    term: "container-lifecycle",
    title: "A task's life",
    kind: "concept",
    summary: "PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING, STOPPED.",
    body: body(
      "Two fields tell the story together. `status` (AWS: lastStatus) is where the task is; `desiredStatus` is where it is to go, RUNNING or STOPPED. A task with status RUNNING and desired status STOPPED has been told to end.",
      "On the way up: PROVISIONING (network and compute are found), PENDING (the machine takes over), ACTIVATING (the image is pulled, the container started), RUNNING. On the way down: DEACTIVATING (load balancers let go of it), STOPPING (SIGTERM, and after the stop timeout SIGKILL), DEPROVISIONING (network and compute are given back), STOPPED. A stopped task is shown for about an hour; then it is gone, with its logs.",
      "A container can't be started again. Whatever is replaced is replaced by another task with another id.",
    ),
    references: [`${GUIDE}/task-lifecycle-explanation.html`],
    aliases: ["task-lifecycle", "last-status", "laststatus", "desired-status", "task-status"],
    related: ["task", "stop-reason", "fargate"],
  },
  {
    term: "stop-reason",
    title: "Why a task stopped",
    kind: "attribute",
    summary: "stopCode says who ended a task, stoppedReason says why, exitCode what its process answered.",
    body: body(
      "`EssentialContainerExited`: the app ended by itself. Exit code 0 is a job well done, 1 usually an error in the app, 137 an end by SIGKILL, such as for too much memory (OutOfMemoryError), 143 an end by SIGTERM. `TaskFailedToStart`: it never ran; the reason begins with CannotPullContainerError (image or code could not be fetched) or CannotStartContainerError. `UserInitiated`: somebody stopped it. `ServiceSchedulerInitiated`: its service scaled in or deployed something else. `TerminationNotice`: the machine below went away; here, the server was stopped.",
      "Read it within the hour, or in the journal, and read the logs next: `GET /v1/tasks/{task}/logs`.",
    ),
    references: [`${GUIDE}/stopped-task-errors.html`, `${GUIDE}/stopped-task-error-codes.html`],
    aliases: ["stopcode", "stopped-reason", "stoppedreason", "exit-code", "out-of-memory"],
    related: ["container-lifecycle", "cpu-and-memory", "restart-throttling"],
  },
  {
    term: "cpu-and-memory",
    title: "CPU and memory of a task",
    kind: "attribute",
    summary: "CPU units (1,024 are one vCPU) and MiB. Fargate offers only certain pairs.",
    body: body(
      "| cpu | memory |\n|---|---|\n| 256 (0.25 vCPU) | 512, 1,024 or 2,048 MiB |\n| 512 (0.5 vCPU) | 1 to 4 GiB in steps of 1 |\n| 1024 (1 vCPU) | 2 to 8 GiB in steps of 1 |\n| 2048 (2 vCPU) | 4 to 16 GiB in steps of 1 |\n| 4096 (4 vCPU) | 8 to 30 GiB in steps of 1 |\n| 8192 (8 vCPU) | 16 to 60 GiB in steps of 4 |\n| 16384 (16 vCPU) | 32 to 120 GiB in steps of 8 |\n| 32768 (32 vCPU) | 60, 120 or 244 GiB |",
      "Another pair is refused, with the values that go with its CPU. The size belongs to the task definition; a run may override it.",
      "Memory is a limit: a task above it is killed (exit code 137). CPU on Fargate is a limit too: a task with a quarter of a vCPU gets no more. In this playground CPU is only measured, as `usage` says.",
      'Try: `POST /hungry` with `{"mib":600}` at a skyground/web task of 512 MiB.',
    ),
    references: [`${GUIDE}/task-cpu-memory-error.html`, `${GUIDE}/fargate-tasks-services.html`],
    aliases: ["cpu", "memory", "task-size", "vcpu"],
    related: ["fargate", "task-definition", "stop-reason"],
  },
  {
    term: "deployment",
    title: "Deployment",
    kind: "concept",
    summary: "One version of a service. A new one starts its tasks beside the old ones and then takes their place.",
    body: body(
      "A service that gets another task definition gets a second deployment: the new one is PRIMARY, the old one ACTIVE until nothing of it runs. The scheduler starts new tasks and stops an old one only when enough run. Two percentages of the desired count set the bounds: `minimumHealthyPercent` (100) keeps running, `maximumPercent` (200) may be there at once.",
      "100 and 200 need room for twice the tasks for a while; 50 and 100 need no room and halve the service meanwhile; 100 and 100 could never move, and are refused.",
    ),
    references: [`${GUIDE}/deployment-type-ecs.html`],
    aliases: ["rolling-update", "rolling-deployment", "minimum-healthy-percent", "maximum-percent"],
    related: ["service", "task-definition", "desired-count"],
  },
  {
    term: "restart-throttling",
    title: "Throttled restarts",
    kind: "concept",
    summary: "A service whose tasks die again and again starts the next ever later.",
    body: body(
      "An app that can't start would otherwise be started without end. ECS lengthens the time between attempts of tasks that never reach RUNNING, up to 27 minutes, and says in the service's events that it is unable to consistently start tasks successfully. It never gives up. A new deployment begins without the wait.",
      "This playground is stricter than AWS in one point: a task that ran for less than ten seconds counts too, because a crash loop would eat your machine. Every task may die once and is replaced at once; then the wait is 1, 2, 4 seconds and so on, up to five minutes.",
    ),
    references: [`${GUIDE}/service-throttle-logic.html`],
    aliases: ["throttling", "back-off", "crash-loop", "service-throttle-logic"],
    related: ["service", "stop-reason", "deployment"],
  },
];

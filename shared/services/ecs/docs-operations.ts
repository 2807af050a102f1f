import type { DocTerm } from "../service.ts";

const API = "https://docs.aws.amazon.com/AmazonECS/latest/APIReference";

function operation(name: string, term: string, summary: string, body: string, related: readonly string[]): DocTerm {
  return { term, title: name, kind: "operation", summary, body, references: [`${API}/API_${name}.html`], related };
}

export const operationDocs: readonly DocTerm[] = [
  operation(
    "RunTask",
    "run-task",
    "Starts 1 to 10 copies of a task definition once; nobody replaces them.",
    "`POST /v1/tasks` with an `image` or a `taskDefinition`. A run may override command, environment and size. The answer comes before anything runs: follow a task with `GET /v1/tasks/{task}` or the journal.",
    ["task", "container-lifecycle"],
  ),
  operation(
    "StopTask",
    "stop-task",
    "SIGTERM, then SIGKILL after the container's stop timeout (30 seconds unless it says otherwise).",
    "`DELETE /v1/tasks/{task}?reason=...`. A task of a service is replaced; set the service's desired count instead.",
    ["stop-reason", "container-lifecycle", "desired-count"],
  ),
  operation(
    "RegisterTaskDefinition",
    "register-task-definition",
    "Adds a revision to a family.",
    "`POST /v1/task-definitions`. What could never run is refused here: a size that Fargate has not, an image that this playground can't run.",
    ["task-definition", "cpu-and-memory", "image"],
  ),
  operation(
    "DeleteTaskDefinitions",
    "delete-task-definitions",
    "Removes revisions that were deregistered before: they are gone when no task and no service refers to them any more.",
    "Up to ten at a time, by AWS's wire. Their numbers are never given out again.",
    ["task-definition"],
  ),
  operation(
    "PutClusterCapacityProviders",
    "put-cluster-capacity-providers",
    "Says which capacity providers a cluster may use, and how it shares tasks among them by default.",
    "By AWS's wire: both lists replace what there was. A provider whose tasks run stays.",
    ["capacity-provider", "cluster"],
  ),
  operation(
    "CreateService",
    "create-service",
    "Asks ECS to keep a number of tasks running.",
    "`POST /v1/services` with name, taskDefinition and desiredCount.",
    ["service", "desired-count"],
  ),
  operation(
    "UpdateService",
    "update-service",
    "Changes how many tasks a service keeps, or which.",
    "`PATCH /v1/services/{service}`. Another `taskDefinition`, or `forceNewDeployment`, begins a deployment.",
    ["service", "deployment"],
  ),
  operation(
    "DeleteService",
    "delete-service",
    "Stops a service's tasks and then the service.",
    "`DELETE /v1/services/{service}`; while its desired count is above 0 only with `?force=true`.",
    ["service"],
  ),
];

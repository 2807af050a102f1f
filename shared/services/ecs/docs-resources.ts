import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonECS/latest/developerguide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const resourceDocs: readonly DocTerm[] = [
  {
    term: "task",
    title: "Task",
    kind: "resource",
    summary: "A running copy of a task definition: one app with its own CPU, memory, address and logs.",
    body: body(
      "A task is started from a [task definition](task-definition), runs until its app ends or somebody stops it, and never starts again: what replaces it is another task. Started by hand it is nobody's concern when it dies; started by a [service](service) it is replaced.",
      "Tasks come and go, so nothing that must last belongs into one: keep files in a bucket and work in a queue. Each has an address of its own here, `http://127.0.0.1` with a port; on AWS each has a network interface with a private address.",
      "A task may hold several containers on AWS, which share its size and its network. Here it holds one.",
      'Try: `POST /v1/tasks` with `{"image":"skyground/web","count":3}`, then open the three addresses: each answers with its own id.',
    ),
    references: [`${GUIDE}/standalone-tasks.html`],
    aliases: ["ecs-task", "fargate-task", "container"],
    related: ["task-definition", "service", "container-lifecycle", "stop-reason", "image"],
  },
  {
    term: "task-definition",
    title: "Task definition",
    kind: "resource",
    summary:
      "The recipe of a task: image, command, environment, ports, CPU and memory. Every change is a new revision.",
    body: body(
      "Recipes are grouped in families and never change: registering `web` again makes `web:2` beside `web:1`. A family's name alone means its latest ACTIVE revision, so say the revision where it matters which one runs.",
      "Deregistered, a revision is INACTIVE: what runs from it goes on, nothing new starts from it, and its number is never given out again.",
      "`POST /v1/tasks` with an image registers a family for you, named after the image, and uses its latest revision again while you ask for the same.",
    ),
    references: [`${GUIDE}/task_definitions.html`, `${GUIDE}/task_definition_parameters.html`],
    aliases: ["taskdefinition", "task-def", "family", "revision"],
    related: ["task", "image", "cpu-and-memory", "deployment"],
  },
  {
    term: "service",
    title: "Service",
    kind: "resource",
    summary: "Keeps a number of tasks of one task definition running, and replaces those that die.",
    body: body(
      "A service is the part of ECS that watches. It is told a [desired count](desired-count); whenever one of its tasks starts, stops or is lost, its scheduler counts and works at the difference. Its last hundred events say what it did and why.",
      "Given another task definition, it replaces its tasks step by step: see [deployment](deployment). Deleted, it is DRAINING until its last task has stopped, then INACTIVE for an hour.",
      "After a restart of this server its tasks are gone, for they are child processes; the service starts others until it is back at its desired count.",
      "Load balancers in front of a service are not built yet.",
    ),
    references: [`${GUIDE}/ecs_services.html`, `${GUIDE}/service-event-messages.html`],
    aliases: ["ecs-service", "scheduler", "steady-state"],
    related: ["desired-count", "deployment", "task", "restart-throttling"],
  },
  {
    term: "cluster",
    title: "Cluster",
    kind: "resource",
    summary: "A name under which tasks and services are grouped. On Fargate it holds no servers.",
    body: body(
      "With EC2 a cluster is the set of servers that tasks may be placed on. With Fargate there are none to see, and a cluster is a boundary of names and permissions: two services may have the same name in two clusters.",
      "`default` is always there and used when you name none. A cluster can be deleted when it holds neither tasks nor services.",
    ),
    references: [`${GUIDE}/clusters.html`],
    aliases: ["ecs-cluster"],
    related: ["task", "service", "fargate"],
  },
  {
    term: "image",
    title: "Image",
    kind: "concept",
    summary: "What a container is started from: files and a command. Here: skyground/web, skyground/worker and node.",
    body: body(
      "On AWS an image is pulled from a registry such as ECR or Docker Hub. This playground runs tasks without Docker, so it knows three. `skyground/web` is a small web app that says which task answers and can be made slow, sick, hungry or dead over HTTP. `skyground/worker` consumes a queue; its environment (`FORGET_TO_DELETE`, `IDEMPOTENT`, `SLOW_SECONDS`) shows what at-least-once delivery means. `node` with any tag runs your own code on Skyground's own Node. Any other image is refused with a sentence.",
      'Your own code comes as `source`: a folder of one of the playground\'s buckets (`s3://bucket/app/`, with the last slash), a zip in one (`s3://bucket/app.zip`), or a zip in the request (`{"zip":"<base64>"}`, up to about 3 MB). It is fetched when a task starts, so a service picks up what you put into the folder with its next tasks. The AWS CLI and SDKs have no word for it: there, name the place in the environment variable `SKYGROUND_SOURCE`.',
      'Try: `{"image":"node:24","command":["node","server.js"],"ports":[8080],"source":"s3://code/app/"}`. Your app listens on the port in the variable `PORT`.',
    ),
    references: [
      `${GUIDE}/create-container-image.html`,
      "https://docs.aws.amazon.com/AmazonECR/latest/userguide/what-is-ecr.html",
    ],
    aliases: ["container-image", "docker-image", "source", "skyground-web", "skyground-worker"],
    related: ["task-definition", "task", "stop-reason"],
  },
];

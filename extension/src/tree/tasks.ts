import { listServices, listTasks } from "../api/ecs-lists.ts";
import type { Service, Task } from "../api/operations.ts";
import { type Branch, branch, byLabel, type TreeNode } from "./node.ts";

export const tasksBranch: Branch = branch(
  {
    id: "tasks",
    label: "Fargate",
    icon: "server-process",
    term: "fargate",
    resource: { kind: "tasks" },
    expanded: true,
    empty: { label: "Run three copies of a web app", command: "createService" },
  },
  ["ecs"],
  async (client) => {
    const [running, stopped, services] = await Promise.all([
      listTasks(client, "RUNNING"),
      listTasks(client, "STOPPED"),
      listServices(client),
    ]);
    const tasks = [...running, ...stopped].sort(newestFirst);
    const owned = new Set(services.flatMap((service) => tasks.filter((task) => isOf(service, task))));
    const nodes = [
      ...services.toSorted(byLabel).map((service) => serviceNode(service, tasks)),
      ...tasks.filter((task) => !owned.has(task)).map(taskNode),
    ];
    return { nodes, restless: tasks.some(({ status }) => status !== "RUNNING" && status !== "STOPPED") };
  },
);

function newestFirst(left: Task, right: Task): number {
  return right.createdAt.localeCompare(left.createdAt);
}

/** Services of two clusters may have one name. */
function isOf(service: Service, { group, cluster }: Task): boolean {
  return group === `service:${service.name}` && cluster === service.cluster;
}

function serviceNode(service: Service, tasks: readonly Task[]): TreeNode {
  const { name, arn, cluster, runningCount, desiredCount, taskDefinition, status } = service;
  return {
    id: arn,
    label: name,
    description: `${runningCount} of ${desiredCount} running`,
    icon: "layers",
    resource: { kind: "service", service },
    term: "service",
    facts: [
      ["Status", status],
      ["Task definition", taskDefinition],
      ["Cluster", cluster],
      ["ARN", arn],
    ],
    children: async () => tasks.filter((task) => isOf(service, task)).map(taskNode),
    expanded: true,
  };
}

function taskNode(task: Task): TreeNode {
  const { arn, image, status, address, cpu, memory, group, cluster, stoppedReason } = task;
  return {
    id: arn,
    label: taskName(task),
    description: [status, address && shortAddress(address)].filter(Boolean).join(" "),
    ...taskIcon(task),
    spoken: [taskName(task), status, address].filter(Boolean).join(", "),
    resource: { kind: "task", task },
    term: status === "STOPPED" ? "stop-reason" : "task",
    facts: [
      ["Image", image],
      ["Status", status],
      ...(address ? ([["Address", address]] as const) : []),
      ...(stoppedReason ? ([["Stopped because", stoppedReason]] as const) : []),
      ["Size", `${cpu} CPU units, ${memory} MiB`],
      ["Group", group],
      ["Cluster", cluster],
      ["ARN", arn],
    ],
  };
}

/** `web 1f2e3d4c`: the image without its owner, and as much of the id as tells tasks apart. */
export function taskName({ image, id }: Pick<Task, "image" | "id">): string {
  return `${image.split("/").at(-1)} ${id.slice(0, 8)}`;
}

/** A view is narrow: on this machine the port says it all. The tooltip has the whole address. */
function shortAddress(address: string): string {
  const { hostname, port, host } = new URL(address);
  return hostname === "127.0.0.1" ? `:${port}` : host;
}

function taskIcon({ status, exitCode, stopCode }: Task): Pick<TreeNode, "icon" | "color"> {
  if (status === "RUNNING") return { icon: "vm-running", color: "testing.iconPassed" };
  if (status !== "STOPPED") return { icon: "loading~spin" };
  const failed = stopCode === "TaskFailedToStart" || (exitCode !== undefined && exitCode !== 0 && exitCode !== 143);
  return failed ? { icon: "vm-outline", color: "testing.iconFailed" } : { icon: "vm-outline" };
}

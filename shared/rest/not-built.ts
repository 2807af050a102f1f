import { parameterOf } from "./router.ts";

interface NotBuilt {
  /** Everything at and below it. */
  readonly path: string;
  /** What it will be, and what to use meanwhile. */
  readonly sentence: string;
}

/** Parts of the API that are planned and not there yet. They answer 501, so that nobody takes them for a spelling mistake. */
const NOT_BUILT: readonly NotBuilt[] = [
  {
    path: "/v1/functions",
    sentence:
      "Lambda functions are not built yet. Meanwhile run your code as a task: POST /v1/tasks with the image node:24 and your source, or skyground/worker to consume a queue.",
  },
  {
    path: "/v1/load-balancers",
    sentence:
      "Load balancers are not built yet. Meanwhile reach tasks directly: GET /v1/tasks shows the address of each.",
  },
  {
    path: "/v1/target-groups",
    sentence:
      "Load balancers and their target groups are not built yet. Meanwhile reach tasks directly: GET /v1/tasks shows the address of each.",
  },
  {
    path: "/v1/playground/faults",
    sentence:
      "Switching faults on is not built yet. Meanwhile tasks can be made to fail: skyground/worker takes FORGET_TO_DELETE and SLOW_SECONDS, and skyground/web can be made slow, sick or dead over HTTP.",
  },
  {
    path: "/v1/playground/bill",
    sentence:
      "The bill is not built yet. Nothing here costs anything; GET /v1/playground/events tells what would have been charged for.",
  },
  {
    path: "/v1/playground/export",
    sentence:
      "Exporting a playground is not built yet. Meanwhile the lists tell what there is: GET /v1/queues, /v1/topics, /v1/buckets, /v1/services.",
  },
  {
    path: "/v1/lessons",
    sentence: "Lessons are not built yet. Meanwhile GET /v1/docs lists the terms that are explained, with what to try.",
  },
  {
    path: "/v1/cli",
    sentence:
      "Running aws commands is not built yet. Meanwhile use this REST API: GET /v1/openapi.json lists every route.",
  },
  {
    path: "/v1/playgrounds",
    sentence:
      "Several playgrounds on one server are not built yet. Meanwhile start one server per person, each with its own --port and --data.",
  },
];

/** What to tell who asks for a part that is planned; undefined for a path that nobody plans. */
export function notBuiltYet(path: string): string | undefined {
  const wanted = path.slice(1).split("/");
  return NOT_BUILT.find((part) => covers(part.path.slice(1).split("/"), wanted))?.sentence;
}

function covers(template: readonly string[], wanted: readonly string[]): boolean {
  return template.every((segment, index) =>
    parameterOf(segment) ? (wanted[index] ?? "") !== "" : wanted[index] === segment,
  );
}

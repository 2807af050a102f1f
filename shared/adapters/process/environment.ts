import { delimiter, dirname } from "node:path";
import { parseArn } from "../../core/arn.ts";
import type { TaskSpec } from "../../ports/task-runtime.ts";
import type { TaskFolder } from "./task-folder.ts";

/**
 * What programs need of the server's environment to run at all. Everything else stays out: credentials, NODE_OPTIONS, and
 * NODE_EXTRA_CA_CERTS, which costs each Node 150 ms of its start.
 */
const INHERITED = [
  "LANG",
  "LC_ALL",
  "SystemRoot",
  "windir",
  "ComSpec",
  "PATHEXT",
  "SystemDrive",
  "NUMBER_OF_PROCESSORS",
];

export interface EnvironmentParts {
  readonly spec: TaskSpec;
  readonly folder: TaskFolder;
  readonly port: number | undefined;
  readonly node: string;
  /** The server's own. */
  readonly server: Readonly<Record<string, string | undefined>>;
  /** What every task gets: `SKYGROUND_URL`. */
  readonly common: Readonly<Record<string, string>>;
}

/** A task's whole environment. The task definition's variables win over all but those that the runtime lives by. */
export function taskEnvironment({
  spec,
  folder,
  port,
  node,
  server,
  common,
}: EnvironmentParts): Record<string, string> {
  const { region } = parseArn(spec.task) ?? {};
  return {
    ...inherited(server),
    // `npm start` and `sh -c "node ..."` find the same Node as `node` does.
    PATH: [dirname(node), server.PATH ?? server.Path ?? ""].join(delimiter),
    HOME: folder.home,
    USERPROFILE: folder.home,
    TMPDIR: folder.temporary,
    TEMP: folder.temporary,
    TMP: folder.temporary,
    // As Fargate sets them.
    AWS_EXECUTION_ENV: "AWS_ECS_FARGATE",
    ...(region ? { AWS_REGION: region, AWS_DEFAULT_REGION: region } : {}),
    ...common,
    ...spec.environment,
    // By these two its processes are found: see child/members.mjs.
    SKYGROUND_TASK: spec.task,
    SKYGROUND_RUNTIME: folder.runtime,
    SKYGROUND_GUARD: guardSettings(spec, port),
    ...(port === undefined ? {} : { PORT: String(port) }),
  };
}

/** Read and removed by child/guard.mjs. */
function guardSettings({ port: containerPort }: TaskSpec, port: number | undefined): string {
  return JSON.stringify(port === undefined ? {} : { port, containerPort });
}

function inherited(server: EnvironmentParts["server"]): Record<string, string> {
  const found = INHERITED.flatMap((name) => (server[name] === undefined ? [] : [[name, server[name]] as const]));
  return Object.fromEntries(found);
}

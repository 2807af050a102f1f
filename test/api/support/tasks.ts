import { expect } from "vitest";
import type { SharedServer } from "./shared-server.ts";

export interface Task {
  readonly id: string;
  readonly arn: string;
  readonly taskDefinition: string;
  readonly status: string;
  readonly desiredStatus: string;
  readonly cpu: number;
  readonly memory: number;
  readonly address?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode?: number;
  readonly source?: string;
  readonly traceId: string;
  readonly usage?: { readonly memoryMiB: number; readonly cpuUnits: number; readonly note: string };
}

export interface Service {
  readonly name: string;
  readonly arn: string;
  readonly status: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  readonly runningCount: number;
  readonly pendingCount: number;
  readonly deployments: readonly {
    readonly status: string;
    readonly rolloutState: string;
    readonly failedTasks: number;
  }[];
  readonly events: readonly { readonly message: string }[];
}

interface Event {
  readonly id: string;
  readonly type: string;
  readonly resource: string;
  readonly text: string;
  readonly traceId: string;
}

const WAIT_SECONDS = 1;
/** Wall time: processes start as quickly as the machine lets them. */
const PATIENCE_MILLISECONDS = 45_000;

/** What tests of real tasks do with a server. Nothing sleeps: every wait is a long poll of the journal. */
export function tasksOf(server: SharedServer) {
  async function run(body: object): Promise<readonly Task[]> {
    const answer = await server.api.post<{ tasks: Task[] }>("/v1/tasks", body);
    expect(answer.status, answer.text).toBe(201);
    return answer.body.tasks;
  }

  async function task(id: string): Promise<Task> {
    return (await server.api.get<Task>(`/v1/tasks/${id}`)).body;
  }

  async function service(name: string): Promise<Service> {
    return (await server.api.get<Service>(`/v1/services/${name}`)).body;
  }

  /** Looks again after every event of ECS until what is read is as wanted. Time alone decides some steps, so the clock is moved on. */
  async function until<T>(read: () => Promise<T>, isAsWanted: (value: T) => boolean): Promise<T> {
    const newest = await server.api.get<{ events: Event[] }>("/v1/playground/events?order=desc&limit=1");
    let after = newest.body.events[0]?.id;
    const deadline = performance.now() + PATIENCE_MILLISECONDS;
    for (;;) {
      const value = await read();
      if (isAsWanted(value)) return value;
      if (performance.now() > deadline) throw new Error(`It did not come to be as wanted: ${JSON.stringify(value)}`);
      const from = after === undefined ? "" : `&after=${after}`;
      const follow = `/v1/playground/events?resource=arn:aws:ecs:*&waitSeconds=${WAIT_SECONDS}${from}`;
      const next = await server.api.get<{ events: Event[]; after?: string }>(follow);
      after = next.body.after ?? after;
      await server.api.post("/v1/playground/clock", { advanceSeconds: 1 });
    }
  }

  const has = (status: string) => (found: Task) => found.status === status;
  return {
    run,
    task,
    service,
    until,
    running: (id: string) => until(() => task(id), has("RUNNING")),
    stopped: (id: string) => until(() => task(id), has("STOPPED")),
    /** The service runs as many tasks as it wants, and none is on its way. */
    steady: (name: string) =>
      until(
        () => service(name),
        (found) =>
          found.runningCount === found.desiredCount && found.pendingCount === 0 && found.deployments.length === 1,
      ),
    async ofService(name: string): Promise<readonly Task[]> {
      return (await server.api.get<{ tasks: Task[] }>(`/v1/tasks?service=${name}`)).body.tasks;
    },
    async story(traceId: string): Promise<readonly Event[]> {
      return (await server.api.get<{ events: Event[] }>(`/v1/playground/events?trace=${traceId}&limit=1000`)).body
        .events;
    },
    async lines(id: string): Promise<readonly string[]> {
      const { body } = await server.api.get<{ lines: { text: string }[] }>(`/v1/tasks/${id}/logs?waitSeconds=5`);
      return body.lines.map(({ text }) => text);
    },
  };
}

/** Asks a running task. */
export async function ask(
  task: Task,
  path = "/",
  json?: object,
): Promise<{ readonly text: string; readonly headers: Headers }> {
  const init = json
    ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(json) }
    : {};
  const response = await fetch(`${task.address}${path}`, init);
  return { text: await response.text(), headers: response.headers };
}

/** Asks a task for its own end; the connection may end before the answer does. */
export async function kill(task: Task, exitCode: number): Promise<void> {
  await ask(task, "/die", { exitCode }).catch(() => undefined);
}

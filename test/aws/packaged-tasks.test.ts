import { DescribeTasksCommand, ListTasksCommand } from "@aws-sdk/client-ecs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { AlbHandler } from "../../functions/alb.ts";
import type { SweepEvent } from "../../functions/sweep.ts";
import { makeZip } from "../support/zip.ts";
import type { Request } from "./support/alb-event.ts";
import { deploy, importFunction, invoke } from "./support/packaged.ts";
import { missingPermissions, observed, permissionsAsked } from "./support/permissions.ts";

/* The packaged functions run tasks on an ECS API: Skyground's own, in place of Fargate. */

interface Task {
  readonly id: string;
  readonly status: string;
  readonly address?: string;
  readonly stopCode?: string;
  readonly stoppedReason?: string;
  readonly exitCode?: number;
}

/** Only waited for in full when it never comes. */
const PATIENCE_MILLISECONDS = 120_000;

let tasks: AlbHandler;
let worker: (event: SQSEvent) => Promise<SQSBatchResponse>;
let sweep: (event: SweepEvent) => Promise<void>;
let deployment: Awaited<ReturnType<typeof deploy>>;

beforeAll(async () => {
  deployment = await deploy();
  tasks = observed("tasks", (await importFunction<{ handler: AlbHandler }>("tasks")).handler);
  worker = observed("worker", (await importFunction<{ handler: typeof worker }>("worker")).handler);
  sweep = observed("sweep", (await importFunction<{ handler: typeof sweep }>("sweep")).handler);
});
afterAll(() => deployment.remove());

const call = (request: Request) => invoke(tasks, request);
const post = (path: string, json: unknown) => call({ method: "POST", path, json });
const show = async (id: string) => (await call({ path: `/v1/tasks/${id}` })).json as Task;

async function run(json: object): Promise<readonly string[]> {
  const launched = await post("/v1/tasks", { cpu: 256, memory: 512, ...json });
  expect(launched.status, launched.bytes.toString()).toBe(201);
  return launched.json.tasks.map(({ id }: Task) => id);
}

/** Tasks as ECS itself shows them. */
async function onEcs(desiredStatus: "RUNNING" | "STOPPED") {
  const { taskArns = [] } = await deployment.ecs.send(new ListTasksCommand({ desiredStatus }));
  if (taskArns.length === 0) return [];
  return (await deployment.ecs.send(new DescribeTasksCommand({ tasks: taskArns }))).tasks ?? [];
}

/** What EventBridge makes of "ECS Task State Change", as the rule in serverless.yml passes it on. */
async function tellChanges(): Promise<void> {
  for (const { startedBy = "" } of [...(await onEcs("RUNNING")), ...(await onEcs("STOPPED"))]) {
    await sweep({ sweep: "task", startedBy });
  }
}

/** Looks until it is so: jobs are worked off and changes told in between, as AWS does all the time. */
async function until<T>(look: () => Promise<T>, isSo: (value: T) => boolean): Promise<T> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    await deployment.work(worker);
    await tellChanges();
    const value = await look();
    if (isSo(value)) return value;
    if (Date.now() > deadline) throw new Error(`It did not come to be so: ${JSON.stringify(value)}`);
  }
}

const reaches = (id: string, status: string) =>
  until(
    () => show(id),
    (task) => task.status === status,
  );

test("start, show, reach and stop a task, and read what it wrote", async () => {
  const [id = ""] = await run({ image: "skyground/web", environment: { COLOUR: "blue" } });
  expect(await onEcs("RUNNING")).toEqual([]);
  const { address = "" } = await reaches(id, "RUNNING");
  expect((await fetch(address)).headers.get("x-skyground-task")).toBeTruthy();
  const [task] = await onEcs("RUNNING");
  expect(task).toMatchObject({ launchType: "FARGATE", cpu: "256", memory: "512" });
  const variables = task?.overrides?.containerOverrides?.[0]?.environment;
  expect(variables).toContainEqual({
    name: "SKYGROUND_TASK",
    value: `arn:aws:ecs:us-east-1:000000000000:task/default/${id}`,
  });
  const logs = await call({ path: `/v1/tasks/${id}/logs` });
  expect(logs.json.lines.map(({ text }: { text: string }) => text).join("\n")).toMatch(/listens on port/);
  expect((await call({ method: "DELETE", path: `/v1/tasks/${id}` })).status).toBe(202);
  expect(await reaches(id, "STOPPED")).toMatchObject({ stopCode: "UserInitiated", exitCode: 0 });
  expect(await onEcs("RUNNING")).toEqual([]);
});

test("run a learner's own files, and tell how they ended", async () => {
  const zip = makeZip({
    "index.js": 'console.log(require("./lib/words.js"), process.argv[2]); process.exit(7);',
    "lib/words.js": 'module.exports = "grüße";',
  });
  const source = { zip: zip.toString("base64") };
  const [id = ""] = await run({ image: "node:24", source, command: ["node", "index.js", "🦄"] });
  expect(await reaches(id, "STOPPED")).toMatchObject({ stopCode: "EssentialContainerExited", exitCode: 7 });
  const logs = await call({ path: `/v1/tasks/${id}/logs` });
  expect(logs.json.lines.map(({ text }: { text: string }) => text)).toContain("grüße 🦄");
});

test("keep a service at its count when one of its tasks dies", async () => {
  await post("/v1/task-definitions", { family: "web", image: "skyground/web", cpu: 256, memory: 512 });
  const made = await post("/v1/services", { name: "web", taskDefinition: "web", desiredCount: 2 });
  expect(made.status).toBe(201);
  const service = async () => (await call({ path: "/v1/services/web" })).json as { runningCount: number };
  await until(service, ({ runningCount }) => runningCount === 2);
  const listed = await call({ path: "/v1/tasks", query: { service: "web" } });
  const [first]: Task[] = listed.json.tasks;
  await fetch(`${first?.address}/die`, { method: "POST", body: JSON.stringify({ exitCode: 3 }) });
  expect(await reaches(first?.id ?? "", "STOPPED")).toMatchObject({ exitCode: 3 });
  await until(service, ({ runningCount }) => runningCount === 2);
  expect(await onEcs("RUNNING")).toHaveLength(2);
  await call({ method: "DELETE", path: "/v1/services/web", query: { force: "true" } });
  await until(
    () => onEcs("RUNNING"),
    (running) => running.length === 0,
  );
});

test("learn from the schedule alone what the events did not tell", async () => {
  const [id = ""] = await run({ image: "node:24", command: ["node", "-e", "setTimeout(() => {}, 600000)"] });
  await expect
    .poll(
      async () => {
        await deployment.work(worker);
        await sweep({ sweep: "playgrounds" });
        return (await show(id)).status;
      },
      { timeout: PATIENCE_MILLISECONDS },
    )
    .toBe("RUNNING");
  await call({ method: "DELETE", path: `/v1/tasks/${id}` });
  await reaches(id, "STOPPED");
});

test("refuse with a sentence what the deployment does not run, and more tasks than it may", async () => {
  const refused = await post("/v1/tasks", { image: "nginx", cpu: 256, memory: 512 });
  expect(refused).toMatchObject({ status: 400, json: { detail: expect.stringContaining("does not run") } });
  const ids = [...(await run({ image: "skyground/web", count: 10 })), ...(await run({ image: "skyground/web" }))];
  const all = async () => Promise.all(ids.map(show));
  const settled = await until(all, (shown) => shown.every(({ status }) => ["RUNNING", "STOPPED"].includes(status)));
  const failed = settled.filter(({ status }) => status === "STOPPED");
  expect(failed).toMatchObject([
    { stopCode: "TaskFailedToStart", stoppedReason: expect.stringContaining("at most 10 tasks") },
  ]);
});

test("leave no task running after a reset", async () => {
  const playground = observed("playground", (await importFunction<{ handler: AlbHandler }>("playground")).handler);
  expect(await onEcs("RUNNING")).not.toEqual([]);
  await invoke(playground, { method: "POST", path: "/v1/playground/reset", json: {} });
  await until(
    () => onEcs("RUNNING"),
    (running) => running.length === 0,
  );
});

test("asked no more of AWS than the functions' roles allow", () => {
  expect(permissionsAsked("worker")).toEqual(expect.arrayContaining(["ecs:RunTask", "ecs:StopTask"]));
  expect(permissionsAsked("tasks")).toContain("logs:GetLogEvents");
  expect(missingPermissions()).toEqual([]);
});

import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";
import { ask, kill, tasksOf } from "./support/tasks.ts";

const server = sharedServer({ adapters: "lmdb" });
const tasks = tasksOf(server);

test("three copies of a web app run, each answers with its own id", async () => {
  const launched = await tasks.run({ image: "skyground/web", cpu: 256, memory: 512, count: 3 });
  expect(launched.map(({ status, desiredStatus }) => [status, desiredStatus])).toEqual(
    Array(3).fill(["PROVISIONING", "RUNNING"]),
  );
  for (const { id } of launched) {
    const task = await tasks.running(id);
    const answer = await ask(task);
    expect(answer.headers.get("x-skyground-task")).toBe(id);
    expect(JSON.parse(answer.text)).toMatchObject({ task: id });
  }
  const story = await tasks.story(launched[0]?.traceId ?? "");
  const steps = ["tasks.requested", "definition.read", "compute.requested", "task.provisioned", "task.running"];
  const firstOfEach = steps.map((step) => story.findIndex(({ type }) => type === step));
  expect(firstOfEach).toEqual(firstOfEach.toSorted((left, right) => left - right));
  expect(firstOfEach).not.toContain(-1);
});

test("a task's usage is sampled, and the answer says that CPU is not capped", async () => {
  const [launched] = await tasks.run({ image: "skyground/web" });
  const read = () => tasks.task(launched?.id ?? "");
  const { usage } = await tasks.until(read, (task) => task.usage !== undefined);
  expect(usage?.memoryMiB).toBeGreaterThan(10);
  expect(usage?.note).toBe("CPU is sampled, not capped");
});

test("a task that exits tells its exit code and reason", async () => {
  const [launched] = await tasks.run({ image: "skyground/web" });
  await kill(await tasks.running(launched?.id ?? ""), 42);
  expect(await tasks.stopped(launched?.id ?? "")).toMatchObject({
    exitCode: 42,
    stopCode: "EssentialContainerExited",
    stoppedReason: "Essential container in task exited",
  });
});

test("a task above its memory is killed: OutOfMemory, exit code 137", async () => {
  const [launched] = await tasks.run({ image: "skyground/web", memory: 512 });
  const task = await tasks.running(launched?.id ?? "");
  await ask(task, "/hungry", { mib: 700 }).catch(() => undefined);
  expect(await tasks.stopped(task.id)).toMatchObject({
    exitCode: 137,
    stoppedReason: "OutOfMemoryError: Container killed due to memory usage",
  });
});

test("a stopped task gets SIGTERM and tells its user's reason; its logs stay", async () => {
  const [launched] = await tasks.run({ image: "skyground/web" });
  const task = await tasks.running(launched?.id ?? "");
  const stopping = await server.api.delete<{ status: string }>(`/v1/tasks/${task.id}?reason=enough`);
  expect([stopping.status, stopping.body.status]).toEqual([202, "DEACTIVATING"]);
  const stopped = await tasks.stopped(task.id);
  expect(stopped).toMatchObject({ stopCode: "UserInitiated", stoppedReason: "enough", exitCode: 0 });
  expect(stopped.address).toBeUndefined();
  const lines = await tasks.lines(task.id);
  expect(lines[0]).toContain("listens on port");
  expect(lines.at(-1)).toContain("got SIGTERM");
});

test("logs go on behind a line, from the end, and wait for the next", async () => {
  const command = [
    "node",
    "-e",
    "console.log('one'); console.error('two'); setTimeout(() => console.log('three'), 300)",
  ];
  const [launched] = await tasks.run({ image: "node:24", command, family: "talker" });
  const path = `/v1/tasks/${launched?.id}/logs`;
  interface Logs {
    readonly lines: readonly { readonly id: string; readonly text: string; readonly at: string }[];
  }
  const seen: string[] = [];
  let after = "";
  while (!seen.includes("three")) {
    const { status, body } = await server.api.get<Logs>(`${path}?waitSeconds=10&limit=1${after}`);
    expect(status).toBe(200);
    expect(body.lines.length).toBeLessThanOrEqual(1);
    seen.push(...body.lines.map(({ text }) => text));
    after = `&after=${body.lines.at(-1)?.id}`;
  }
  // The first line is Skyground's own: which Node runs.
  expect(seen.slice(1).toSorted()).toEqual(["one", "three", "two"]);
  await tasks.stopped(launched?.id ?? "");
  expect((await server.api.get<Logs>(`${path}?waitSeconds=20${after}`)).body.lines).toEqual([]);
  expect((await server.api.get<Logs>(`${path}?tail=true&limit=1`)).body.lines[0]?.text).toBe("three");
});

test("a command that isn't there fails to start", async () => {
  const [launched] = await tasks.run({ image: "node:24", command: ["no-such-program"], family: "wrong" });
  expect(await tasks.stopped(launched?.id ?? "")).toMatchObject({
    stopCode: "TaskFailedToStart",
    stoppedReason: expect.stringContaining("executable file not found"),
  });
});

test("a pair that Fargate has not is refused with those that it has", async () => {
  const { status, body } = await server.api.post<ProblemBody>("/v1/tasks", {
    image: "skyground/web",
    cpu: 256,
    memory: 4096,
  });
  expect([status, body.code]).toEqual([400, "ClientException"]);
  expect(body.detail).toContain("No Fargate configuration exists for given values: 256 CPU, 4096 memory.");
  expect(body.detail).toContain("memory can be 512, 1024, 2048 MiB");
  expect(body.docs).toBe(`${server.url}/v1/docs/cpu-and-memory`);
  const cpu = await server.api.post<ProblemBody>("/v1/tasks", { image: "skyground/web", cpu: 300 });
  expect(cpu.body.detail).toContain("CPU can be 256, 512, 1024, 2048, 4096, 8192, 16384, 32768.");
});

test("an image that can't run here is refused with a sentence that says which can", async () => {
  const { status, body } = await server.api.post<ProblemBody>("/v1/tasks", { image: "nginx:latest" });
  expect(status).toBe(400);
  expect(body.detail).toContain('cannot pull "nginx:latest"');
  expect(body.detail).toContain("skyground/web");
});

test.each([
  [{}, 400, "either an image or a taskDefinition"],
  [{ image: "skyground/web", count: 11 }, 400, "count cannot be greater than 10."],
  [{ image: "skyground/web", colour: "red" }, 400, "colour is not known here"],
  [{ image: "skyground/web", ports: [80, 81] }, 400, "ports must have at most 1 element"],
  [{ taskDefinition: "none" }, 400, undefined],
  [{ taskDefinition: "none:1", cpu: 256 }, 404, "TaskDefinition not found."],
  [{ taskDefinition: "web", ports: [80] }, 400, "belong to the task definition"],
  [{ image: "node:24", source: "https://example.com" }, 400, undefined],
  [{ image: "skyground/web", cluster: "none" }, 404, "Cluster not found."],
])("POST /v1/tasks %j answers %i", async (body, expected, detail) => {
  const answer = await server.api.post<ProblemBody>("/v1/tasks", body);
  expect(answer.status).toBe("taskDefinition" in body && body.taskDefinition === "none" ? 404 : expected);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  if (detail) expect(answer.body.detail).toContain(detail);
});

test("the same Idempotency-Key launches once, and answers with instants again", async () => {
  const launch = () =>
    server.api.post<{ tasks: { id: string; createdAt: string }[] }>(
      "/v1/tasks",
      { image: "skyground/web" },
      { "idempotency-key": "one-launch" },
    );
  const first = await launch();
  const second = await launch();
  expect(second.body.tasks.map(({ id, createdAt }) => [id, createdAt])).toEqual(
    first.body.tasks.map(({ id, createdAt }) => [id, createdAt]),
  );
});

test("a task that isn't there is not found", async () => {
  for (const path of ["/v1/tasks/none", "/v1/tasks/none/logs"]) expect((await server.api.get(path)).status).toBe(404);
  expect((await server.api.delete("/v1/tasks/none")).status).toBe(404);
});

test("region=* lists the tasks of all regions, page after page, by the same filters", async () => {
  const launch = (region: string, count: number) =>
    server.api.post(`/v1/tasks?region=${region}`, { image: "skyground/web", count, startedBy: "atlas" });
  await launch("us-west-2", 1);
  await launch("eu-west-1", 2);
  const list = async (query: string) => {
    const { body } = await server.api.get<{ tasks: { arn: string }[]; nextToken?: string }>(`/v1/tasks?${query}`);
    return { regions: body.tasks.map(({ arn }) => arn.split(":")[3]), nextToken: body.nextToken ?? "" };
  };
  expect((await list("region=*&startedBy=atlas")).regions).toEqual(["eu-west-1", "eu-west-1", "us-west-2"]);
  const first = await list("region=*&startedBy=atlas&limit=2");
  expect(first.regions).toEqual(["eu-west-1", "eu-west-1"]);
  const second = await list(`region=*&startedBy=atlas&limit=2&nextToken=${first.nextToken}`);
  expect(second).toEqual({ regions: ["us-west-2"], nextToken: "" });
  expect((await list("region=*&startedBy=nobody")).regions).toEqual([]);
  expect((await list("region=*&startedBy=atlas&cluster=other")).regions).toEqual([]);
  expect((await list("region=*&startedBy=atlas&desiredStatus=STOPPED")).regions).toEqual([]);
});

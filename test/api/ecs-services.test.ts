import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { startTestServer } from "./support/server.ts";
import { sharedServer } from "./support/shared-server.ts";
import { ask, kill, type Service, tasksOf } from "./support/tasks.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

const server = sharedServer({ adapters: "lmdb" });
const tasks = tasksOf(server);

async function define(family: string, more: object = {}): Promise<void> {
  const { status } = await server.api.post("/v1/task-definitions", { family, image: "skyground/web", ...more });
  expect(status).toBe(201);
}

async function serve(name: string, desiredCount: number, taskDefinition = name): Promise<Service> {
  const answer = await server.api.post<Service>("/v1/services", { name, taskDefinition, desiredCount });
  expect(answer.status, answer.text).toBe(201);
  return answer.body;
}

test("a service keeps three running: two killed together are both replaced", async () => {
  await define("web");
  expect(await serve("web", 3)).toMatchObject({ status: "ACTIVE", desiredCount: 3, taskDefinition: "web:1" });
  await tasks.steady("web");
  const before = await tasks.ofService("web");
  const [first, second, third] = before;
  if (!first || !second) throw new Error("three tasks were to run");
  await Promise.all([kill(first, 1), kill(second, 2)]);
  await tasks.stopped(first.id);
  await tasks.stopped(second.id);
  await tasks.steady("web");
  const after = await tasks.ofService("web");
  expect(after.filter(({ id }) => before.some((task) => task.id === id)).map(({ id }) => id)).toEqual([third?.id]);
  expect(after).toHaveLength(3);
  for (const task of after) expect((await ask(task)).headers.get("x-skyground-task")).toBe(task.id);
  const { events } = await tasks.service("web");
  expect(events.map(({ message }) => message)).toContain("(service web) has reached a steady state.");
});

test("more, fewer, none", async () => {
  await define("scaled");
  await serve("scaled", 1);
  await tasks.steady("scaled");
  for (const desiredCount of [3, 0]) {
    const { status } = await server.api.patch("/v1/services/scaled", { desiredCount });
    expect(status).toBe(200);
    await tasks.steady("scaled");
    expect(await tasks.ofService("scaled")).toHaveLength(desiredCount);
  }
});

test("a new revision replaces the tasks while the app goes on answering", async () => {
  await define("app");
  await serve("app", 2);
  await tasks.steady("app");
  await define("app", { environment: { VERSION: "2" } });
  const { body } = await server.api.patch<Service>("/v1/services/app", { taskDefinition: "app" });
  expect(body.taskDefinition).toBe("app:2");
  const rolled = await tasks.until(
    () => tasks.service("app"),
    (service) => {
      expect(service.runningCount).toBeGreaterThanOrEqual(2);
      return service.deployments.length === 1 && service.deployments[0]?.rolloutState === "COMPLETED";
    },
  );
  expect(rolled).toMatchObject({ taskDefinition: "app:2", runningCount: 2 });
  expect((await tasks.ofService("app")).map(({ taskDefinition }) => taskDefinition)).toEqual(["app:2", "app:2"]);
});

test("deleting a service stops its tasks; without force it is refused above 0", async () => {
  await define("gone");
  await serve("gone", 2);
  await tasks.steady("gone");
  const refused = await server.api.delete<ProblemBody>("/v1/services/gone");
  expect([refused.status, refused.body.detail]).toEqual([
    409,
    "The service cannot be stopped while it is scaled above 0.",
  ]);
  expect((await server.api.delete("/v1/services/gone?force=true")).status).toBe(202);
  await tasks.until(
    () => tasks.service("gone"),
    ({ status }) => status === "INACTIVE",
  );
  expect(await tasks.ofService("gone")).toEqual([]);
});

test("services and their settings are shown and listed; a name that isn't there is not found", async () => {
  await define("listed");
  for (let index = 0; index < 12; index += 1) await serve(`listed-${index}`, 0, "listed");
  const { body } = await server.api.get<{ services: Service[]; nextToken?: string }>("/v1/services?limit=11");
  expect(body.services).toHaveLength(11);
  const next = await server.api.get<{ services: Service[] }>(`/v1/services?nextToken=${body.nextToken}`);
  expect(next.body.services.length).toBeGreaterThan(0);
  expect((await server.api.get("/v1/services/none")).status).toBe(404);
  expect((await server.api.get("/v1/tasks?service=none")).status).toBe(404);
  expect((await server.api.patch("/v1/services/none", { desiredCount: 1 })).status).toBe(404);
  const badCount = await server.api.post<ProblemBody>("/v1/services", {
    name: "x",
    taskDefinition: "listed",
    desiredCount: -1,
  });
  expect(badCount.status).toBe(400);
});

test("task definitions and clusters: registered, shown, listed, deregistered, deleted", async () => {
  const made = await server.api.post("/v1/task-definitions", {
    family: "plain",
    image: "node",
    command: ["node", "-v"],
    cpu: 512,
    memory: 1024,
  });
  expect(made.body).toMatchObject({ family: "plain", revision: 1, status: "ACTIVE", cpu: 512, memory: 1024 });
  expect((await server.api.get("/v1/task-definitions/plain")).body).toMatchObject({ command: ["node", "-v"] });
  const list = await server.api.get("/v1/task-definitions?family=plain");
  expect(list.body).toMatchObject({ taskDefinitions: [{ family: "plain", revision: 1 }] });
  expect((await server.api.delete("/v1/task-definitions/plain:1")).body).toMatchObject({ status: "INACTIVE" });
  expect((await server.api.get("/v1/task-definitions/plain")).status).toBe(404);
  expect((await server.api.post("/v1/clusters", { name: "shop" })).body).toMatchObject({
    name: "shop",
    runningTasks: 0,
  });
  const { body } = await server.api.get<{ clusters: { name: string }[] }>("/v1/clusters");
  expect(body.clusters.map(({ name }) => name)).toEqual(["default", "shop"]);
  expect((await server.api.delete("/v1/clusters/shop")).body).toMatchObject({ status: "INACTIVE" });
});

test("after a restart of the server a service is back at its desired count, with other tasks", async () => {
  const folder = await temporaryFolder();
  const start = () => startTestServer({ adapters: "lmdb", dataFolder: folder.path });
  const one = await start();
  await one.api.post("/v1/task-definitions", { family: "web", image: "skyground/web" });
  await one.api.post("/v1/services", { name: "web", taskDefinition: "web", desiredCount: 2 });
  await tasksOf(one).steady("web");
  const before = await tasksOf(one).ofService("web");
  expect(before).toHaveLength(2);
  await one.close();
  for (const { address } of before) await expect(fetch(`${address}`)).rejects.toThrow();

  const two = await start();
  const again = tasksOf(two);
  await again.until(
    () => again.ofService("web"),
    (found) => found.every(({ id }) => before.every((task) => task.id !== id)),
  );
  expect(await again.steady("web")).toMatchObject({ runningCount: 2 });
  expect(await again.task(before[0]?.id ?? "")).toMatchObject({
    status: "STOPPED",
    stoppedReason: "Host lost: the server that ran this task stopped",
  });
  await two.close();
  await folder.remove?.();
});

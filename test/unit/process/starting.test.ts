import { readdir } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { createHarness, files } from "./harness.ts";

test("a task with a port is running only once it accepts connections", async () => {
  const { reports, startScript, printed } = await createHarness();
  const task = await startScript(
    `
    const server = require("node:http").createServer((request, response) => response.end("hello"));
    process.on("SIGUSR2", () => server.listen(process.env.PORT, "127.0.0.1"));
    setInterval(() => {}, 1000);
    console.log("pid", process.pid);
  `,
    { port: 8080 },
  );
  const [, pid] = await printed(task, /pid (\d+)/);
  expect(reports.of(task)).toEqual([]);
  process.kill(Number(pid), "SIGUSR2");
  const { address } = await reports.running(task);
  expect(await (await fetch(`${address}`)).text()).toBe("hello");
});

test("a task that never listens is running after ten seconds, as on Fargate, where health checks find that out", async () => {
  const clock = new ManualClock();
  const { reports, startScript, printed } = await createHarness({ clock });
  const task = await startScript('setInterval(() => {}, 1000); console.log("ready")', { port: 8080 });
  await printed(task, /ready/);
  clock.advance(9999);
  expect(reports.of(task)).toEqual([]);
  clock.advance(1);
  expect((await reports.running(task)).address).toMatch(/^http:/);
});

test("a task that ends before it listens was never running", async () => {
  const { reports, startScript } = await createHarness();
  const task = await startScript("process.exit(9)", { port: 8080 });
  await reports.stopped(task);
  expect(reports.of(task)).toMatchObject([{ kind: "stopped", exitCode: 9, code: "EssentialContainerExited" }]);
});

test("an app that listens on its container port gets the port that it has, on the loopback only", async () => {
  const { reports, startScript, printed } = await createHarness();
  const app = `
    const server = require("node:http").createServer((request, response) => response.end(process.env.NAME));
    server.listen(80, "0.0.0.0", () => console.log("bound to", server.address().address));
  `;
  const tasks = await Promise.all(
    ["a", "b"].map((id) => startScript(app, { id, port: 80, environment: { NAME: id, PORT: "80" } })),
  );
  for (const [index, task] of tasks.entries()) {
    const { address } = await reports.running(task);
    expect(await (await fetch(`${address}`)).text()).toBe("ab"[index]);
    await printed(task, /bound to 127\.0\.0\.1/);
  }
});

test("a command that isn't there fails to start, in words that name it", async () => {
  const { reports, start } = await createHarness();
  const task = await start({ command: ["no-such-program", "--now"] });
  expect(await reports.stopped(task)).toMatchObject({
    code: "TaskFailedToStart",
    reason: 'CannotStartContainerError: exec: "no-such-program": executable file not found in $PATH',
  });
  expect(reports.of(task)).toHaveLength(1);
});

test("a Node image with neither command nor source has nothing to run, and says so", async () => {
  const { reports, start } = await createHarness();
  const task = await start();
  expect(await reports.stopped(task)).toMatchObject({
    code: "TaskFailedToStart",
    reason: expect.stringContaining("give the task a command, or a source folder"),
  });
});

test("a server whose Node is gone fails the start, and lives on", async () => {
  const { reports, startScript } = await createHarness({ node: "/no/such/node" });
  const task = await startScript("");
  expect(await reports.stopped(task)).toMatchObject({
    code: "TaskFailedToStart",
    reason: "CannotStartContainerError: spawn /no/such/node ENOENT",
  });
});

test("a variable that no process can have fails the start, not the server", async () => {
  const { reports, startScript } = await createHarness();
  const task = await startScript("", { environment: { BAD: "a\0b" } });
  expect(await reports.stopped(task)).toMatchObject({ code: "TaskFailedToStart" });
});

test.each(["../out.js", "a/../../out.js", "/etc/out.js", "a//b", "./a", "nul\0", ""])(
  "a source file called %j is refused and nothing runs",
  async (path) => {
    const { reports, start } = await createHarness();
    const task = await start({ files: files({ "index.js": "", [path]: "" }) });
    expect(await reports.stopped(task)).toMatchObject({
      code: "TaskFailedToStart",
      reason: expect.stringContaining(`a file called ${JSON.stringify(path)}`),
    });
  },
);

test("a source that can't be read fails the start", async () => {
  const { reports, start } = await createHarness();
  // biome-ignore lint/correctness/useYield: it fails before it has anything to give.
  async function* broken(): AsyncGenerator<never> {
    throw new Error("The object source.zip is gone.");
  }
  const task = await start({ files: broken() });
  expect(await reports.stopped(task)).toMatchObject({
    code: "TaskFailedToStart",
    reason: expect.stringContaining("The object source.zip is gone."),
  });
});

test("a task's folder is gone when the task is, and the port is free again", async () => {
  const { reports, runtime, startWeb, folder } = await createHarness();
  const { task, address } = await startWeb();
  const [own = ""] = await readdir(folder);
  expect(await readdir(join(folder, own))).toHaveLength(1);
  await runtime.stop(task, { graceSeconds: 30 });
  await reports.stopped(task);
  expect(await readdir(join(folder, own))).toEqual([]);
  const refused = new Promise((resolve) => connect(Number(new URL(address).port), "127.0.0.1").once("error", resolve));
  expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
});

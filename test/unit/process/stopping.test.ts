import { expect, test } from "vitest";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { createHarness, gone } from "./harness.ts";

const STUBBORN = `
  process.on("SIGTERM", () => console.log("ignoring SIGTERM"));
  setInterval(() => {}, 1000);
  console.log("ready");
`;

test("an app that handles SIGTERM ends with its own exit code", async () => {
  const { runtime, reports, startScript, printed } = await createHarness();
  const task = await startScript(`
    process.on("SIGTERM", () => { console.log("bye"); process.exit(4); });
    setInterval(() => {}, 1000);
    console.log("ready");
  `);
  await printed(task, /ready/);
  await runtime.stop(task, { graceSeconds: 30 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 4, code: "UserInitiated" });
  await printed(task, /bye/);
});

test("an app that does nothing about SIGTERM ends with 143", async () => {
  const { runtime, reports, startScript, printed } = await createHarness();
  const task = await startScript('setInterval(() => {}, 1000); console.log("ready")');
  await printed(task, /ready/);
  await runtime.stop(task, { graceSeconds: 30 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 143, code: "UserInitiated" });
});

test("an app that ignores SIGTERM is killed when its grace is over, not before", async () => {
  const clock = new ManualClock();
  const { runtime, reports, startScript, printed } = await createHarness({ clock });
  const task = await startScript(STUBBORN);
  await printed(task, /ready/);
  await runtime.stop(task, { graceSeconds: 30 });
  await printed(task, /ignoring/);
  clock.advance(29_999);
  expect(await runtime.running()).toEqual([task]);
  clock.advance(1);
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 137, code: "UserInitiated" });
});

test("a second stop with a shorter grace kills sooner", async () => {
  const clock = new ManualClock();
  const { runtime, reports, startScript, printed } = await createHarness({ clock });
  const task = await startScript(STUBBORN);
  await printed(task, /ready/);
  await runtime.stop(task, { graceSeconds: 120 });
  await runtime.stop(task, { graceSeconds: 0 });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 137 });
});

test("a signal from elsewhere is the app's own end", async () => {
  const { reports, startScript, printed } = await createHarness();
  const task = await startScript('setInterval(() => {}, 1000); console.log("pid", process.pid)');
  const [, pid] = await printed(task, /pid (\d+)/);
  process.kill(Number(pid), "SIGKILL");
  expect(await reports.stopped(task)).toMatchObject({
    exitCode: 137,
    reason: "Essential container in task exited",
    code: "EssentialContainerExited",
  });
});

test("what an app leaves in its process group ends with it, whatever its environment", async () => {
  const { reports, startScript, output } = await createHarness();
  const task = await startScript(`
    const { spawn } = require("node:child_process");
    const child = spawn("sleep", ["600"], { stdio: "inherit", env: {} });
    console.log(child.pid);
    child.unref();
  `);
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 0 });
  const [pid] = await output(task);
  expect(pid).toMatch(/^\d+$/);
  await gone([Number(pid)]);
});

test.runIf(process.platform === "linux")("a daemon that an app leaves behind ends with it", async () => {
  const { reports, startScript, output } = await createHarness();
  const task = await startScript(`
    const { spawn } = require("node:child_process");
    const child = spawn("sleep", ["600"], { detached: true, stdio: "ignore" });
    console.log(child.pid);
    child.unref();
  `);
  await reports.stopped(task);
  const [pid] = await output(task);
  expect(pid).toMatch(/^\d+$/);
  await gone([Number(pid)]);
});

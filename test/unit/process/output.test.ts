import { expect, test } from "vitest";
import { ManualClock } from "../../../shared/adapters/memory/manual-clock.ts";
import { createHarness } from "./harness.ts";

test("what a task prints on either channel is in its log line by line, the last word before its end included", async () => {
  const { reports, startScript, output } = await createHarness();
  const task = await startScript(`
    console.log("one\\ntwo");
    console.error("trouble");
    process.stdout.write("no line end");
    process.exitCode = 7;
  `);
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 7, code: "EssentialContainerExited" });
  expect((await output(task)).toSorted()).toEqual(["no line end", "one", "trouble", "two"]);
});

test("all that an app has printed by its end is in its log", async () => {
  const { reports, startScript, output } = await createHarness();
  const task = await startScript('for (let line = 0; line < 4000; line += 1) console.log(line, "x".repeat(100))');
  await reports.stopped(task);
  expect(await output(task)).toHaveLength(4000);
});

test("lines carry the instant at which they came", async () => {
  const clock = new ManualClock();
  const { logs, printed, startScript } = await createHarness({ clock });
  const task = await startScript(`
    console.log("first");
    process.on("SIGTERM", () => console.log("second"));
    setInterval(() => {}, 1000);
  `);
  await printed(task, /first/);
  const firstAt = clock.now();
  expect((await logs.read({ stream: task, limit: 1, tail: true }))[0]).toMatchObject({ at: firstAt, text: "first" });
});

test("the log says that a Node image's tag chooses no other Node", async () => {
  const { logs, reports, startScript } = await createHarness();
  const task = await startScript("", { image: "node:20-alpine" });
  await reports.stopped(task);
  const [line] = await logs.read({ stream: task, limit: 1 });
  expect(line?.text).toMatch(`node:20-alpine runs on Skyground's own Node ${process.version}`);
});

test("an app that fails with an exception ends with Node's exit code and its stack in the log", async () => {
  const { reports, startScript, output } = await createHarness();
  const task = await startScript('throw new Error("broken")');
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 1 });
  expect((await output(task)).join("\n")).toContain("Error: broken");
});

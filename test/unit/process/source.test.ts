import { describe, expect, test, vi } from "vitest";
import { createHarness, files } from "./harness.ts";

test("a source folder is written as it is and the app finds its files", async () => {
  const { reports, start, output } = await createHarness();
  const task = await start({
    files: files({
      "index.js": 'console.log(require("./lib/greet.js")(require("node:fs").readFileSync("data/name.txt", "utf8")))',
      "lib/greet.js": 'module.exports = (name) => "hello " + name',
      "data/name.txt": "Ada",
    }),
  });
  expect(await reports.stopped(task)).toMatchObject({ exitCode: 0 });
  expect(await output(task)).toEqual(["hello Ada"]);
});

test("without a command package.json's main runs", async () => {
  const { reports, start, output } = await createHarness();
  const task = await start({
    files: files({
      "package.json": '{"type":"module","main":"src/app.js"}',
      "src/app.js": 'import { sep } from "node:path"; console.log(typeof sep)',
    }),
  });
  await reports.stopped(task);
  expect(await output(task)).toEqual(["string"]);
});

test("a command replaces the image's own, with Skyground's Node for its first word", async () => {
  const { reports, start, output } = await createHarness();
  const task = await start({
    image: "node:20",
    command: ["node", "-p", "process.version + ' ' + process.argv.length", "x"],
  });
  await reports.stopped(task);
  expect(await output(task)).toEqual([`${process.version} 2`]);
});

describe.skipIf(process.platform === "win32")("a shell command", () => {
  test("runs, finds the same Node, and its exit code is the task's", async () => {
    const { reports, start, output } = await createHarness();
    vi.stubEnv("PATH", "/usr/bin:/bin");
    const task = await start({
      command: ["sh", "-c", "node index.js; exit 5"],
      files: files({ "index.js": "console.log(process.version)" }),
    });
    expect(await reports.stopped(task)).toMatchObject({ exitCode: 5, code: "EssentialContainerExited" });
    vi.unstubAllEnvs();
    expect(reports.of(task).map(({ kind }) => kind)).toEqual(["running", "stopped"]);
    expect(await output(task)).toEqual([process.version]);
  });

  test("gets SIGTERM together with what it started, and says how that ends", async () => {
    const { runtime, reports, start, printed } = await createHarness();
    const app = 'process.on("SIGTERM", () => process.exit(0)); setInterval(() => {}, 1000); console.log("up")';
    const task = await start({
      command: ["sh", "-c", 'trap "exit 3" TERM; node index.js'],
      files: files({ "index.js": app }),
    });
    await printed(task, /up/);
    await runtime.stop(task, { graceSeconds: 30 });
    expect(await reports.stopped(task)).toMatchObject({ exitCode: 3, code: "UserInitiated" });
  });
});

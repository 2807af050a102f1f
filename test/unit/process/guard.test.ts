import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";

const GUARD = new URL("../../../shared/adapters/process/child/guard.mjs", import.meta.url).href;

/** A guarded Node without a runtime and its watchdog: the test holds the server's end of the pipe. */
function guarded(script: string) {
  const child = spawn(process.execPath, ["--import", GUARD, "-e", script], {
    detached: true,
    stdio: ["ignore", "pipe", "inherit", "pipe"],
    env: { SKYGROUND_GUARD: "{}" },
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  const pipe = child.stdio[3] as Socket;
  pipe.on("error", () => {});
  return { child, pipe, exit: once(child, "exit") };
}

test("the guard ends an app in an endless loop when the server's end of the pipe closes", async () => {
  const { pipe, exit } = guarded("for (;;);");
  // It has begun to sample, so the loop has begun too or soon will.
  await once(pipe, "data");
  pipe.destroy();
  expect(await exit).toEqual([null, "SIGKILL"]);
});

test("the guard ends an app whose server was gone before it was up", async () => {
  const { pipe, exit } = guarded("setInterval(() => {}, 1000)");
  pipe.destroy();
  expect(await exit).toEqual([null, "SIGKILL"]);
});

test("the guard doesn't keep an app that has nothing left to do", async () => {
  const { pipe, exit } = guarded("process.exitCode = 6");
  pipe.resume();
  expect(await exit).toEqual([6, null]);
});

test("the guard samples memory and processor time", async () => {
  const { pipe } = guarded("setInterval(() => {}, 1000)");
  const [line] = await once(pipe, "data");
  const { kind, upMilliseconds, residentBytes, cpuMicroseconds } = JSON.parse(String(line));
  expect(kind).toBe("sample");
  expect(upMilliseconds).toBeGreaterThan(1);
  expect(residentBytes).toBeGreaterThan(20 * 2 ** 20);
  expect(cpuMicroseconds).toBeGreaterThan(1000);
});

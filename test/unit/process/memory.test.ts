import { expect, test, vi } from "vitest";
import { PATIENCE } from "../../support/patience.ts";
import { createHarness } from "./harness.ts";

test("a task that takes more memory than its share is killed, in AWS's words", async () => {
  const { reports, startWeb, runtime } = await createHarness();
  const { task, address } = await startWeb({ memory: 256 });
  const hungry = fetch(`${address}/hungry`, { method: "POST", body: '{"mib":400}' }).catch(() => {});
  expect(await reports.stopped(task)).toMatchObject({
    exitCode: 137,
    reason: "OutOfMemoryError: Container killed due to memory usage",
    code: "EssentialContainerExited",
  });
  await hungry;
  expect(await runtime.running()).toEqual([]);
});

test("a task that stays below its share goes on, and its usage tells what it holds", async () => {
  const { startWeb, runtime } = await createHarness();
  const { task, address } = await startWeb({ memory: 512 });
  await fetch(`${address}/hungry`, { method: "POST", body: '{"mib":150}' });
  const usage = await vi.waitFor(() => {
    const sampled = runtime.usage(task);
    if (!sampled || sampled.memoryMiB < 180) throw new Error(`sampled ${JSON.stringify(sampled)}`);
    return sampled;
  }, PATIENCE);
  expect(usage.memoryMiB).toBeLessThan(300);
  expect(await (await fetch(address)).json()).toMatchObject({ heldMiB: 150 });
});

test("usage tells the processor time of a busy loop, which doesn't keep the sampler from its work", async () => {
  const { startScript, runtime } = await createHarness();
  const task = await startScript("for (;;);");
  // The first sample has Node's own start in it, on several threads. The machine is shared: a tenth of a CPU is busy enough.
  const busy = (): void => {
    expect(runtime.usage(task)?.cpuUnits).toBeGreaterThan(102);
    expect(runtime.usage(task)?.cpuUnits).toBeLessThan(1200);
  };
  await vi.waitFor(busy, PATIENCE);
});

test.runIf(process.platform === "linux")("memory of an app's own children counts", async () => {
  const { startScript, runtime, reports } = await createHarness();
  const task = await startScript(
    `
    const { fork } = require("node:child_process");
    if (process.argv[2] === "child") { globalThis.held = Buffer.alloc(400 * 2 ** 20, 1); setInterval(() => {}, 1000); }
    else fork(__filename, ["child"]);
  `,
    { memory: 300 },
  );
  expect(await reports.stopped(task)).toMatchObject({ reason: expect.stringContaining("OutOfMemoryError") });
  expect(runtime.usage(task)).toBeUndefined();
});

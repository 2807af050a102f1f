import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Nobody but an editor has this module.
  resolve: { alias: { vscode: `${import.meta.dirname}/test/extension/support/vscode.ts` } },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/slow/**", "test/aws/**", "**/node_modules/**"],
    pool: "forks",
    // Files share a worker, which loads every module once: a fifth of the time. No test may change what others see.
    isolate: false,
    // More than there are cores on a small machine: much of the time goes into waiting for sockets and processes.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Only what hangs should meet these, also where several runs share two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 45_000 } },
  },
});

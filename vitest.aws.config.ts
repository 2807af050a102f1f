import { defineConfig } from "vitest/config";

/** The AWS adapters, the packaged functions and serverless offline, against simulators (test/aws/package.json). */
export default defineConfig({
  test: {
    include: ["test/aws/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["test/aws/support/simulators.ts"],
    pool: "forks",
    maxWorkers: 2,
    // Some take 40 s where two cores are shared with other work: only a test that hangs should meet these.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});

import { defineConfig } from "vitest/config";

/** The AWS adapters, the packaged functions and serverless offline, against simulators (test/aws/package.json). */
export default defineConfig({
  test: {
    include: ["test/aws/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["test/aws/support/simulators.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

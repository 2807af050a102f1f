import { defineConfig } from "vitest/config";

/** What takes minutes or measures: one file at a time, so that none disturbs another's figures. */
export default defineConfig({
  test: {
    include: ["test/slow/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 600_000,
    hookTimeout: 120_000,
  },
});

import { defineConfig } from "vitest/config";

/** The packaged extension in a real VS Code, in a real browser. Installs what it needs below .cache, once. */
export default defineConfig({
  test: {
    include: ["extension/test/ui/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["extension/test/ui/install.ts"],
    pool: "forks",
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 120_000,
  },
});

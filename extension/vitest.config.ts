import { defineConfig } from "vitest/config";

/** The packaged extension in a real VS Code, in a real browser. Installs what it needs below .cache, once. */
export default defineConfig({
  test: {
    include: ["extension/test/ui/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    globalSetup: ["extension/test/ui/install.ts"],
    pool: "forks",
    fileParallelism: false,
    // Longer than one wait in the browser (browser.ts), which says what it waited for.
    testTimeout: 240_000,
    hookTimeout: 240_000,
  },
});

import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { describeBreach, LAW, readModules } from "./support/architecture/law.ts";
import { readTree } from "./support/architecture/read-tree.ts";

/* The law (docs/ARCHITECTURE.md), held against every source file. That it fails when broken: architecture-law.test.ts. */

const modules = readModules(readTree(resolve(import.meta.dirname, "..")));

describe("the source", () => {
  test("is read whole", () => {
    expect(modules.length).toBeGreaterThan(200);
    expect(modules.map(({ path }) => path)).toContain("shared/engine/engine.ts");
  });

  test.each(Object.entries(LAW))("keeps the law of %s", (_rule, breachesOf) => {
    expect(breachesOf(modules).map(describeBreach)).toEqual([]);
  });
});

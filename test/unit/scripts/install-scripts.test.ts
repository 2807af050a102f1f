import { expect, test } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import lock from "../../../package-lock.json" with { type: "json" };

/** npm 12 runs no others, and without its own the package node has no binary: https://docs.npmjs.com/cli/commands/npm-install-scripts */
test("npm may run the install scripts that there are, and no other", () => {
  const withScript = Object.entries(lock.packages).filter(([, found]) => "hasInstallScript" in found);
  const names = withScript.map(([path]) => path.replace(/^.*node_modules\//, ""));
  expect(Object.keys(manifest.allowScripts).sort()).toEqual(names.sort());
});

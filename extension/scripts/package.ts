/** `npm run extension:package`: the VSIX for this platform, with the server inside. */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildExtension } from "./build-extension.ts";
import { buildServer } from "./build-server.ts";
import { DIST, EXTENSION } from "./folders.ts";

/** Installed on first use, away from the project's own packages: most who clone it never make a VSIX. */
const TOOLS = join(EXTENSION, "tools");

await buildExtension();
await buildServer();
const vsce = join(TOOLS, "node_modules", "@vscode", "vsce", "vsce");
if (!existsSync(vsce)) {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=optional"], {
    cwd: TOOLS,
    stdio: "inherit",
  });
}
const { version }: { version: string } = JSON.parse(readFileSync(join(EXTENSION, "package.json"), "utf8"));
const target = `${process.platform}-${process.arch}`;
const file = join(DIST, `skyground-${target}-${version}.vsix`);
execFileSync(
  process.execPath,
  [vsce, "package", "--no-dependencies", "--target", target, "--allow-missing-repository", "--out", file],
  { cwd: EXTENSION, stdio: "inherit" },
);

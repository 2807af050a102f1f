import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/folders.ts";
import { CACHE, CODE_SERVER, NODE, PLAYWRIGHT } from "./places.ts";

const PACKAGES = {
  "code-server": "4.139.1",
  [`node-${process.platform}-${process.arch}`]: "24",
  "playwright-core": "1.56.1",
};

/** vitest's globalSetup: VS Code, a browser to drive it with, and the VSIX as it would be published. */
export default function install(): void {
  mkdirSync(CACHE, { recursive: true });
  installChromium();
  installCodeServer();
  run("node", ["extension/scripts/package.ts"], ROOT);
}

function installChromium(): void {
  if (existsSync("/usr/bin/chromium")) return;
  try {
    run(join(ROOT, ".ci", "apt"), ["chromium"], ROOT);
  } catch {
    throw new Error("These tests drive /usr/bin/chromium. Install it: apt-get install chromium");
  }
}

/** Step by step, since code-server's own install script compiles what these tests do not need. */
function installCodeServer(): void {
  const done = join(CACHE, "installed");
  if (existsSync(done) && existsSync(PLAYWRIGHT) && existsSync(NODE)) return;
  writeFileSync(join(CACHE, "package.json"), JSON.stringify({ private: true, dependencies: PACKAGES }));
  npm(["install", "--ignore-scripts"], CACHE);
  const vscode = join(CODE_SERVER, "lib", "vscode");
  npm(["install", "--omit=dev", "--ignore-scripts"], vscode);
  npm(["install", "--omit=dev", "--ignore-scripts"], join(vscode, "extensions"));
  npm(["rebuild", "@vscode/spdlog", "@vscode/native-watchdog"], vscode);
  writeFileSync(done, "");
}

function npm(args: readonly string[], folder: string): void {
  run("npm", [...args, "--no-audit", "--no-fund", "--fetch-retries=5", "--loglevel=error"], folder);
}

function run(command: string, args: readonly string[], folder: string): void {
  execFileSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
}

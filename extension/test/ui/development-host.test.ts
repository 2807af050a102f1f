import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ROOT } from "../../scripts/folders.ts";
import { type Browser, openBrowser } from "./browser.ts";
import { CodeServer } from "./code-server.ts";
import { Workbench } from "./workbench.ts";

/* What F5 does, by its own files: build as tasks.json says, open a window on the folder that launch.json names. */

const read = (name: string) => JSON.parse(readFileSync(join(ROOT, ".vscode", name), "utf8"));
const [launch] = read("launch.json").configurations;
const [task] = read("tasks.json").tasks;

let editor: CodeServer;
let browser: Browser;
beforeAll(async () => {
  editor = new CodeServer({ installs: false });
  await editor.start();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await editor?.stop();
});

test("F5 builds the extension and runs it from its folder", async () => {
  expect(launch).toMatchObject({ type: "extensionHost", request: "launch", preLaunchTask: task.label });
  execFileSync("npm", ["run", "--silent", task.script], { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] });
  const [argument] = launch.args;
  const folder = argument.replace("--extensionDevelopmentPath=", "").replace(/\$\{workspaceFolder\}/, ROOT);
  const workbench = new Workbench(browser.page);
  await workbench.open(editor.developmentUrl(folder));
  await workbench.openView();
  await workbench.run("Skyground: Start the Playground");
  await workbench.row("Queues").waitFor();
  expect(await browser.page.title()).toContain("[Extension Development Host]");
  await workbench.screenshot("9-development-host");
  await workbench.run("Skyground: Stop or Disconnect");
});

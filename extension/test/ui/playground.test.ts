import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Browser, openBrowser } from "./browser.ts";
import { CodeServer } from "./code-server.ts";
import { Workbench } from "./workbench.ts";

/* One session from top to bottom, as a learner's first minutes: each test goes on where the one before ended. */

let editor: CodeServer;
let browser: Browser;
let workbench: Workbench;

beforeAll(async () => {
  editor = new CodeServer();
  await editor.start();
  browser = await openBrowser();
  workbench = new Workbench(browser.page);
  await workbench.open(editor.url);
});

afterAll(async () => {
  await browser?.close();
  await editor?.stop();
});

const step = (title: string) => workbench.page.locator(".getting-started-step").filter({ hasText: title });

test("the installed VSIX has a server that starts on its own Node and answers", async () => {
  const server = join(editor.installed, "dist", "server");
  const data = mkdtempSync(join(tmpdir(), "skyground-packaged-"));
  const guard = `file://${server}/end-with-parent.mjs`;
  const child = spawn(
    join(server, "bin", "node"),
    ["--import", guard, join(server, "main.mjs"), "--port", "0", "--data", data],
    { cwd: data, stdio: ["pipe", "pipe", "inherit"], env: { PATH: "/nonexistent" } },
  );
  const [greeting] = await once(child.stdout, "data");
  const url = /http:\S+/.exec(String(greeting))?.[0];
  expect(await (await fetch(`${url}/v1/health`)).json()).toEqual({ status: "ok" });
  child.stdin.end();
  expect(await once(child, "exit")).toEqual([0, null]);
  rmSync(data, { recursive: true });
});

test("the view of a stopped playground leads to a walkthrough", async () => {
  await workbench.openView();
  await workbench.page.locator(".welcome-view-content").getByText("Get started", { exact: true }).click();
  await step("Start the playground").locator("[aria-checked=false]").first().waitFor();
});

test("it says how to start one, and starts it; the walkthrough ticks that off", async () => {
  const start = workbench.page.locator(".welcome-view-content a, .welcome-view-content .monaco-button").filter({
    hasText: "Start the Playground",
  });
  await start.first().waitFor();
  await workbench.screenshot("1-welcome");
  await start.first().click();
  await workbench.row("Create a queue").waitFor();
  await workbench.page
    .locator(".statusbar")
    .getByText(/Skyground \d/)
    .first()
    .waitFor();
  await step("Start the playground").locator("[role=checkbox][aria-checked=true]").first().waitFor();
  await step("Receive a message twice").click();
  await step("Receive a message twice").getByText("Create a Queue").waitFor();
  await workbench.screenshot("10-walkthrough");
});

test("a queue that an empty branch's hint creates is in the tree", async () => {
  await workbench.row("Create a queue").click();
  await workbench.answer("The queue's name", "orders");
  await workbench.row(/orders.*empty/).waitFor();
});

test("a sent message shows in the queue's count", async () => {
  await workbench.run("Skyground: Send Message...");
  await workbench.choose("orders");
  await workbench.answer("The message's body", "one espresso");
  await workbench.row(/orders.*1 visible/).waitFor();
});

test("a peek shows the message and hides it from nobody", async () => {
  await workbench.run("Skyground: Peek at Messages");
  await workbench.choose("orders");
  await workbench.page.locator(".view-lines").getByText("one espresso").waitFor();
  await workbench.row(/orders.*1 visible/).waitFor();
});

test("a received message is in flight until the clock passes its visibility timeout", async () => {
  await workbench.run("Skyground: Receive a Message...");
  await workbench.choose("orders");
  await workbench.page
    .locator(".notification-toast")
    .getByText(/Received from orders/)
    .waitFor();
  await workbench.row(/orders.*1 in flight/).waitFor();
  await workbench.screenshot("2-received");
  await workbench.page.locator(".notification-toast").getByText("Forget It").click();
  await workbench.run("Skyground: Advance the Clock...");
  await workbench.choose("30 seconds");
  await workbench.row(/orders.*1 visible/).waitFor();
  await workbench.page
    .locator(".statusbar")
    .getByText(/\+30 s/)
    .first()
    .waitFor();
});

test("topics, buckets and tasks have their branches too", async () => {
  await workbench.run("Skyground: Create Topic...");
  await workbench.answer("The topic's name", "news");
  await workbench.row(/news.*no subscribers/).waitFor();
  await workbench.run("Skyground: Create Bucket...");
  await workbench.answer("The bucket's name", "uploads-bucket");
  await workbench.row("uploads-bucket").waitFor();
  await workbench.run("Skyground: Launch Tasks...");
  await workbench.choose("skyground/web");
  await workbench.choose("0.25 vCPU, 512 MiB");
  await workbench.answer("How many?", "1");
  await workbench.row(/web .*RUNNING :\d+/).waitFor();
  await workbench.screenshot("3-tree");
});

test("what happened is told of one queue, from its menu", async () => {
  await workbench.menu(/orders.*1 visible/, "Show What Happened");
  await workbench.page.locator(".tab.active").filter({ hasText: "orders: what happened.md" }).waitFor();
  await workbench.page
    .locator(".view-lines")
    .getByText(/handed/)
    .first()
    .waitFor();
  await workbench.screenshot("11-journal");
});

test("a terminal speaks to the playground", async () => {
  await workbench.run("Skyground: Open Terminal for AWS's Tools");
  await workbench.page.locator(".terminal-tab, .single-terminal-tab").filter({ hasText: "Skyground" }).waitFor();
  await workbench.screenshot("12-terminal");
  await workbench.run("Terminal: Kill the Active Terminal Instance");
});

test("the help opens as a page", async () => {
  await workbench.run("Skyground: Look Up a Word...");
  await workbench.search("Visibility timeout");
  await workbench.page.locator(".tab.active").filter({ hasText: "Visibility timeout.md" }).waitFor();
});

test("a queue's own button sends to that queue", async () => {
  await workbench.action(/orders.*1 visible/, "Send Message...");
  await workbench.answer("The message's body", "two ristretti");
  await workbench.row(/orders.*2 visible/).waitFor();
});

test("a queue's tooltip tells its figures and what a queue is", async () => {
  await workbench.tooltip(/orders.*2 visible/, /Visible: 2[\s\S]*A place where messages wait/);
  await workbench.screenshot("4-tooltip");
});

test("settings open as a document, and saving it sets them", async () => {
  await workbench.run("Skyground: Edit Queue Settings");
  await workbench.choose("orders");
  await workbench.page.locator(".tab.active").filter({ hasText: "queue.json" }).waitFor();
  await workbench.page.locator(".view-lines").getByText("visibilityTimeoutSeconds").waitFor();
  await workbench.screenshot("6-settings");
  await workbench.replaceWord("30", "7");
  await workbench.page.locator(".tab.active:not(.dirty)").filter({ hasText: "queue.json" }).waitFor();
  await workbench.tooltip(/orders.*2 visible/, /Visibility\stimeout:\s7\ss/);
});

test("settings that can't be are refused with the reason, and the text stays", async () => {
  await workbench.run("Skyground: Edit Bucket Settings...");
  await workbench.choose("uploads-bucket");
  await workbench.choose("Lifecycle rules");
  await workbench.page.locator(".view-lines").getByText("expireAfterDays").waitFor();
  await workbench.replaceWord("30", "0");
  await workbench.page
    .locator(".notification-toast")
    .getByText(/expireAfterDays/)
    .waitFor();
  await workbench.screenshot("7-refused");
  await workbench.replaceWord("0", "1");
  await workbench.page.locator(".tab.active:not(.dirty)").filter({ hasText: "lifecycle.json" }).waitFor();
});

test("a service keeps its count of tasks", async () => {
  await workbench.run("Skyground: Create Service...");
  await workbench.answer("The service's name", "shop");
  await workbench.choose("skyground/web");
  await workbench.choose("0.25 vCPU, 512 MiB");
  await workbench.answer("How many tasks", "2");
  await workbench.row(/shop.*2 of 2 running/).waitFor();
  await workbench.screenshot("8-service");
});

test("hovering an attribute in YAML explains it", async () => {
  await workbench.openFile("template.yaml");
  await workbench.page.locator(".view-lines").getByText("VisibilityTimeout").hover();
  const hover = workbench.page.locator(".monaco-hover:visible");
  await hover.getByText(/How long a received message is hidden/).waitFor();
  await workbench.screenshot("5-hover");
});

test("an article's commands run in the terminal", async () => {
  await workbench.openFile("article.md");
  await workbench.page.locator(".codelens-decoration").getByText("Run in the playground").first().click();
  await workbench.page.locator(".terminal-tab, .single-terminal-tab").filter({ hasText: "Skyground" }).waitFor();
  await workbench.screenshot("13-article");
});

test("stopping the playground empties the view", async () => {
  await workbench.run("Skyground: Stop or Disconnect");
  await workbench.page.locator(".welcome-view-content").getByText("Start the Playground").first().waitFor();
});

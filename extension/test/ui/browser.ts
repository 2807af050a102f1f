import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PLAYWRIGHT } from "./places.ts";

/** What these tests use of Playwright, which is installed on first use and not there for the type check. */
export interface Locator {
  click(options?: { button?: "left" | "right"; timeout?: number }): Promise<void>;
  dblclick(): Promise<void>;
  hover(options?: { timeout?: number }): Promise<void>;
  fill(text: string): Promise<void>;
  press(key: string): Promise<void>;
  waitFor(options?: { state?: "visible" | "hidden" | "attached"; timeout?: number }): Promise<void>;
  textContent(): Promise<string | null>;
  innerText(): Promise<string>;
  count(): Promise<number>;
  first(): Locator;
  locator(selector: string): Locator;
  filter(options: { hasText: string | RegExp }): Locator;
  getByText(text: string | RegExp, options?: { exact?: boolean }): Locator;
}

export interface Page {
  goto(url: string): Promise<unknown>;
  title(): Promise<string>;
  locator(selector: string): Locator;
  getByRole(role: string, options: { name: string | RegExp; exact?: boolean }): Locator;
  getByText(text: string | RegExp, options?: { exact?: boolean }): Locator;
  keyboard: { press(key: string): Promise<void>; type(text: string): Promise<void> };
  screenshot(options: { path: string; animations?: "disabled" }): Promise<unknown>;
}

interface Context {
  newPage(): Promise<Page>;
  pages(): Page[];
  setDefaultTimeout(milliseconds: number): void;
  close(): Promise<void>;
}

interface Playwright {
  chromium: { launchPersistentContext(folder: string, options: object): Promise<Context> };
}

export interface Browser {
  readonly page: Page;
  close(): Promise<void>;
}

/** An editor takes long where two cores are shared: only what never comes is waited for so long. */
const WAIT_MILLISECONDS = 90_000;
/** Nothing but this machine can be reached: an editor likes to look for updates. */
const FLAGS = [
  ...["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"],
  ...["--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
];

export async function openBrowser(): Promise<Browser> {
  const { chromium }: Playwright = await import(/* @vite-ignore */ pathToFileURL(PLAYWRIGHT).href);
  const profile = mkdtempSync(join(tmpdir(), "skyground-chromium-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: "/usr/bin/chromium",
    headless: true,
    chromiumSandbox: false,
    args: FLAGS,
    viewport: { width: 1280, height: 800 },
  });
  context.setDefaultTimeout(WAIT_MILLISECONDS);
  return {
    page: context.pages()[0] ?? (await context.newPage()),
    async close() {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

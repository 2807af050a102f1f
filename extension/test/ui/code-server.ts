import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DIST, EXTENSION } from "../../scripts/folders.ts";
import { CODE_SERVER, NODE } from "./places.ts";

const SETTINGS = {
  "workbench.startupEditor": "none",
  "security.workspace.trust.enabled": false,
  "chat.disableAIFeatures": true,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "git.enabled": false,
  "extensions.autoUpdate": false,
  "telemetry.telemetryLevel": "off",
  "editor.hover.delay": 100,
  // Any free port: tests may run beside somebody's own playground.
  "skyground.port": 0,
};

/** Files of the folder that the editor opens. */
const WORKSPACE = {
  "template.yaml": "Resources:\n  Orders:\n    Type: AWS::SQS::Queue\n    Properties:\n      VisibilityTimeout: 30\n",
  "hello.txt": "Hello from a file\n",
  "article.md": "# Buckets\n\nMake one:\n\n```sh\naws s3 mb s3://from-an-article\n```\n",
};

export interface CodeServerOptions {
  /** Whether the VSIX is installed; what is being developed is opened from its folder instead. */
  readonly installs: boolean;
}

/** VS Code in a browser, in a folder of its own. */
export class CodeServer {
  readonly folder: string;
  readonly workspace: string;
  url = "";
  readonly #installs: boolean;
  #child: ChildProcess | undefined;

  constructor({ installs }: CodeServerOptions = { installs: true }) {
    this.#installs = installs;
    this.folder = mkdtempSync(join(tmpdir(), "skyground-vscode-"));
    this.workspace = join(this.folder, "workspace");
    mkdirSync(this.workspace);
    for (const [name, text] of Object.entries(WORKSPACE)) writeFileSync(join(this.workspace, name), text);
    const user = join(this.folder, "user", "User");
    mkdirSync(user, { recursive: true });
    writeFileSync(join(user, "settings.json"), JSON.stringify(SETTINGS));
  }

  /** The folder that the VSIX was unpacked into. */
  get installed(): string {
    const extensions = join(this.folder, "extensions");
    const [name] = readdirSync(extensions).filter((entry) => entry.startsWith("skyground."));
    return join(extensions, name ?? "skyground is not installed");
  }

  async start(): Promise<void> {
    if (this.#installs) {
      const install = [...this.#arguments(), "--install-extension", vsix()];
      execFileSync(NODE, install, { env: this.#environment(), stdio: "ignore" });
    }
    const args = ["--auth", "none", "--disable-workspace-trust", "--disable-telemetry", "--disable-update-check"];
    const more = ["--disable-getting-started-override", "--ignore-last-opened", "--bind-addr", "127.0.0.1:0"];
    // Without it the page's payload, which names an extension's folder, is passed over; with it no notification is shown.
    const driver = this.#installs ? [] : ["--vscode-option", "enable-smoke-test-driver"];
    this.#child = spawn(NODE, [...this.#arguments(), ...args, ...more, ...driver, this.workspace], {
      env: this.#environment(),
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.url = await listeningUrl(this.#child);
  }

  /** A page as F5 opens one: the extension runs from its folder. */
  developmentUrl(extension: string): string {
    const { host } = new URL(this.url);
    const payload = [["extensionDevelopmentPath", `vscode-remote://${host}${extension}`]];
    const query = new URLSearchParams({ folder: this.workspace, payload: JSON.stringify(payload) });
    return `${this.url}/?${query}`;
  }

  async stop(): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null) {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), 10_000);
      await exited;
      clearTimeout(force);
    }
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  #arguments(): string[] {
    const { folder } = this;
    return [CODE_SERVER, ...["--user-data-dir", join(folder, "user"), "--extensions-dir", join(folder, "extensions")]];
  }

  #environment(): NodeJS.ProcessEnv {
    const home = (name: string): string => join(this.folder, name);
    // vitest's own settings for Node must not reach the editor's.
    const { NODE_OPTIONS: _options, ...own } = process.env;
    return {
      ...own,
      EXTENSIONS_GALLERY: "{}",
      XDG_CONFIG_HOME: home("config"),
      XDG_DATA_HOME: home("share"),
      XDG_CACHE_HOME: home("cache"),
    };
  }
}

function vsix(): string {
  const { version }: { version: string } = JSON.parse(readFileSync(join(EXTENSION, "package.json"), "utf8"));
  return join(DIST, `skyground-${process.platform}-${process.arch}-${version}.vsix`);
}

function listeningUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = "";
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const url = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(output)?.[1];
      if (url) resolve(url);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("exit", () => reject(new Error(`code-server ended:\n${output}`)));
  });
}

import { type ChildProcess, spawn } from "node:child_process";
import { chmod } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

export interface LocalServerOptions {
  /** The folder with main.mjs and all that it needs: dist/server. */
  readonly serverFolder: string;
  /** A Node binary in place of the one that comes along; "" for that. */
  readonly nodePath: string;
  readonly dataFolder: string;
  readonly cacheFolder: string;
  readonly port: number;
  log(text: string): void;
  /** Called when the server ends after it was up, by itself or not. */
  onExit(): void;
}

/** Longer than the server's own limit for a clean stop. */
const STOP_MILLISECONDS = 6_000;
const START_MILLISECONDS = 30_000;

/** The bundled server as a child process. Which binary runs it and why: docs/decisions/0061-what-runs-the-bundled-server.md. */
export class LocalServer {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(url: string, child: ChildProcess) {
    this.url = url;
    this.#child = child;
  }

  /** Resolves when the server answers. Rejects with the sentence that it printed, when it could not start. */
  static async start(options: LocalServerOptions): Promise<LocalServer> {
    const child = await launch(options);
    const url = await startedUrl(child, options.log);
    child.once("exit", options.onExit);
    return new LocalServer(url, child);
  }

  /** A clean end; by force when it takes too long. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = new Promise((resolve) => this.#child.once("exit", resolve));
    const force = setTimeout(() => this.#child.kill("SIGKILL"), STOP_MILLISECONDS);
    // Its standard input ends, and end-with-parent.mjs stops it: a signal would not be clean on Windows.
    this.#child.stdin?.end();
    await exited;
    clearTimeout(force);
  }
}

async function launch(options: LocalServerOptions): Promise<ChildProcess> {
  const { serverFolder, nodePath, dataFolder, cacheFolder, port } = options;
  const carried = join(serverFolder, "bin", process.platform === "win32" ? "node.exe" : "node");
  // Some ways of unpacking a VSIX lose the permission to execute.
  if (!nodePath && process.platform !== "win32") await chmod(carried, 0o755).catch(() => {});
  const guard = pathToFileURL(join(serverFolder, "end-with-parent.mjs")).href;
  const main = join(serverFolder, "main.mjs");
  return spawn(nodePath || carried, ["--import", guard, main, "--port", String(port), "--data", dataFolder], {
    stdio: ["pipe", "pipe", "pipe"],
    env: serverEnvironment(process.env, cacheFolder),
    windowsHide: true,
  });
}

/** The editor's environment without what would change Node's ways, or the server's. */
export function serverEnvironment(own: NodeJS.ProcessEnv, cacheFolder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^(NODE_|ELECTRON_|VSCODE_|SKYGROUND_)/i.test(name));
  return { ...Object.fromEntries(kept), NODE_COMPILE_CACHE: cacheFolder };
}

function startedUrl(child: ChildProcess, log: (text: string) => void): Promise<string> {
  return new Promise((resolve, reject) => {
    let errors = "";
    const fail = (reason: string): void => {
      clearTimeout(timer);
      reject(new Error(reason));
    };
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail("The server did not start in time. Its log says more.");
    }, START_MILLISECONDS);
    let output = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => {
      log(text);
      output = (output + text).slice(-4096);
      const url = /is up on (http:\S+)/.exec(output)?.[1];
      if (!url) return;
      clearTimeout(timer);
      resolve(url);
    });
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      log(text);
      errors = (errors + text).slice(-4096);
    });
    child.once("error", ({ message }) => fail(`The server could not be started: ${message}.`));
    child.once("exit", (code) =>
      fail(startFailure(errors) ?? `The server ended at once (${code}). Its log says more.`),
    );
  });
}

/** The sentence behind "skyground:", which is meant for people. */
function startFailure(errors: string): string | undefined {
  return /^skyground: (.+)$/m.exec(errors)?.[1];
}

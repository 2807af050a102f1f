import { flushCompileCache } from "node:module";
import { VERSION } from "../version.ts";
import { readSettings, type Settings, USAGE } from "./arguments.ts";
import { claimDataFolder } from "./data-folder.ts";
import { greeting } from "./greeting.ts";
import { openPorts } from "./ports.ts";
import { type RunningServer, startServer } from "./server.ts";
import { StartError } from "./start-error.ts";

/** Longer than a clean stop ever took; then the process ends anyway. */
const STOP_SECONDS = 5;

/** `npm start`: reads the arguments, starts the server, says so, and ends it on a signal. */
export async function runCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  try {
    const settings = readSettings(args, environment);
    if (settings.show) {
      process.stdout.write(settings.show === "help" ? USAGE : `${VERSION}\n`);
      return;
    }
    const server = await start(settings);
    endOnSignal(server);
    const startSeconds = process.uptime();
    process.stdout.write(greeting({ ...settings, url: server.url, startSeconds }));
    // A server that is killed later writes no cache, and the next start would be slow again.
    setImmediate(flushCompileCache);
  } catch (error) {
    const text = error instanceof StartError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`skyground: ${text}\n`);
    process.exitCode = 1;
  }
}

function start({ host, port, dataFolder, apiKey, accessLog, corsOrigins, outgoing }: Settings): Promise<RunningServer> {
  return startServer({
    host,
    port,
    apiKey,
    corsOrigins,
    logAccess: accessLog ? (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`) : undefined,
    async open({ url }) {
      const claim = await claimDataFolder(dataFolder);
      try {
        const { ports, interrupt, close } = await openPorts({ dataFolder, url, apiKey, outgoing });
        return { ports, ...(interrupt ? { interrupt } : {}), close: () => close().finally(claim.release) };
      } catch (error) {
        await claim.release();
        throw error;
      }
    },
  });
}

/** The first signal ends the server cleanly, a second one at once. SIGHUP is a closed terminal, SIGBREAK Windows's Ctrl-Break. */
function endOnSignal(server: RunningServer): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), STOP_SECONDS * 1000).unref();
    server.close().then(
      () => process.exit(0),
      (error) => {
        process.stderr.write(`skyground: while stopping: ${error instanceof Error ? error.stack : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (process.platform === "win32") process.on("SIGBREAK", stop);
}

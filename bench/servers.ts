import { type ServerProcess, startProcess } from "./server-process.ts";

/** Starts a server, its own process, on a folder of its own. */
export type Start = () => Promise<ServerProcess>;

const MODULES = "bench/node_modules";

export const startBare: Start = () => startProcess(["bench/targets/bare.ts"], environment);

export const startHandWritten: Start = () => startProcess(["bench/targets/hand-written.ts"], environment);

export const startSkyground: Start = () =>
  startProcess(["functions/local/main.js"], (port, folder) => ({
    SKYGROUND_PORT: String(port),
    SKYGROUND_DATA: folder,
  }));

export const startFauxqs: Start = () =>
  startProcess([`${MODULES}/fauxqs/dist/cli.js`], (port) => ({ FAUXQS_PORT: String(port), FAUXQS_LOGGER: "false" }));

export const startS3rver: Start = () =>
  startProcess((port, folder) => [
    `${MODULES}/s3rver/bin/s3rver.js`,
    ...["--directory", folder, "--address", "127.0.0.1", "--port", String(port), "--silent", "--no-vhost-buckets"],
  ]);

function environment(port: number, folder: string): Record<string, string> {
  return { PORT: String(port), DATA: folder };
}

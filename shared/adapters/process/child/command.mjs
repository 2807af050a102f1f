/**
 * Leads the group of a task whose command isn't Node itself (`npm start`, `sh -c ...`): such a command can't carry the
 * guard, so this process carries it and the command is its child. It costs a second process, about 60 MiB resident.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { guard } from "./guard.mjs";

// The whole group gets SIGTERM: the command decides what it means, and this process waits for it.
for (const signal of /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"])) process.on(signal, () => {});

const [file = "", ...args] = process.argv.slice(2);
const command = spawn(file, args, {
  stdio: "inherit",
  // On Windows npm and its like are .cmd files, which only a shell runs.
  shell: process.platform === "win32",
});
// The server hears first whether the command runs: it must not learn of its end without its beginning.
const told = new Promise((resolve) => guard?.once("message", resolve));
command.on("spawn", () => guard?.postMessage({ kind: "started" }));
command.on("exit", async (code, signal) => {
  await told;
  process.exit(code ?? 128 + constants.signals[signal ?? "SIGKILL"]);
});
command.on("error", async (error) => {
  guard?.postMessage({ kind: "failed", code: "code" in error ? error.code : error.message });
  await told;
  process.exit(127);
});

import { access } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { knownImage, unknownImageReason } from "../../core/images.ts";
import type { TaskSpec } from "../../ports/task-runtime.ts";
import { StartFailure } from "./start-failure.ts";

/** These run as they are, without types to strip: stripping costs each task 45 ms of its start and 16 MiB. */
const GUARD = new URL("./child/guard.mjs", import.meta.url);
const COMMAND = new URL("./child/command.mjs", import.meta.url);
const APPS = {
  "skyground/web": new URL("./images/web.mjs", import.meta.url),
  "skyground/worker": new URL("./images/worker.mjs", import.meta.url),
};

export interface Launch {
  /** Arguments of the Node binary that leads the task. */
  readonly args: readonly string[];
  /** The command as its owner knows it, for sentences. */
  readonly command: string;
  /** The leader is child/command.mjs, which tells whether the command runs. */
  readonly wrapped: boolean;
}

/**
 * What to run for a task, with the guard in it. `node` as the first word is Skyground's own Node. An image `node:<tag>` without
 * a command runs `node .`, and Node itself resolves that: package.json's `main`, else index.js. (Docker's image would
 * open an interactive Node, which ends at once without a terminal.)
 */
export async function launch({ image, command }: TaskSpec, appFolder: string): Promise<Launch> {
  const known = knownImage(image);
  if (!known) throw new StartFailure(`CannotPullContainerError: ${unknownImageReason(image)}`);
  const [first, ...rest] = command;
  if (first === "node") return underGuard(rest, "node");
  if (first !== undefined) return { args: [fileURLToPath(COMMAND), first, ...rest], command: first, wrapped: true };
  if (known !== "node") return underGuard([fileURLToPath(APPS[known])], "node");
  await expectSource(appFolder);
  return underGuard(["."], "node");
}

function underGuard(args: readonly string[], command: string): Launch {
  return { args: ["--import", GUARD.href, ...args], command, wrapped: false };
}

async function expectSource(folder: string): Promise<void> {
  for (const name of ["package.json", "index.js", "index.json", "index.node"]) {
    const found = await access(join(folder, name)).then(
      () => true,
      () => false,
    );
    if (found) return;
  }
  throw new StartFailure(
    'There is nothing to run: give the task a command, or a source folder with an index.js or a package.json that names its "main".',
  );
}

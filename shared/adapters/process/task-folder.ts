import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm } from "node:fs/promises";
import { dirname, join, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { hexId } from "../../core/ids.ts";
import type { Random } from "../../ports/random.ts";
import type { TaskSpec } from "../../ports/task-runtime.ts";
import { killMembers } from "./child/members.mjs";
import { StartFailure } from "./start-failure.ts";

/** A learner's app with its node_modules fits; a mistake that would fill the disk doesn't. */
const MAX_FILES = 50_000;
const MAX_FILE_BYTES_PER_TASK = 2 ** 30;

/** Where a task's files are. All of it goes when the task ends. */
export interface TaskFolder {
  /** The runtime's own folder, which holds the task's. */
  readonly runtime: string;
  readonly root: string;
  /** The working directory: the source files. */
  readonly app: string;
  /** HOME: a task must not find the user's own ~/.aws. */
  readonly home: string;
  readonly temporary: string;
}

export async function makeTaskFolder(runtime: string, task: string): Promise<TaskFolder> {
  const root = join(runtime, task.replace(/[^\w-]+/g, "-").slice(-100));
  const folder = { runtime, root, app: join(root, "app"), home: join(root, "home"), temporary: join(root, "tmp") };
  for (const path of [folder.app, folder.home, folder.temporary]) await mkdir(path, { recursive: true });
  return folder;
}

/** A folder that the system can't remove yet (Windows, while a process is in it) goes with the next start of the server. */
export async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch(() => {});
}

/**
 * Makes a runtime's own folder, and removes those of runtimes whose process is gone: a killed server can't. Should one of
 * their tasks have slipped its guard (it ended in the same instant as its server and left something behind), that ends now.
 */
export async function makeRuntimeFolder(parent: string, random: Random): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const pid = /^([0-9]+)-[0-9a-f]{8}$/.exec(name)?.[1];
    if (!pid || isAlive(Number(pid))) continue;
    killMembers(`SKYGROUND_RUNTIME=${join(parent, name)}`);
    await removeFolder(join(parent, name));
  }
  const folder = join(parent, `${process.pid}-${hexId(random, 8)}`);
  await mkdir(folder);
  return folder;
}

/** Writes a task's source. Throws a StartFailure for a path that leads out of the folder, and for too much. */
export async function writeFiles(folder: string, files: NonNullable<TaskSpec["files"]>): Promise<void> {
  let left = MAX_FILE_BYTES_PER_TASK;
  let count = 0;
  for await (const { path, bytes } of files) {
    const target = join(folder, ...safeSegments(path));
    count += 1;
    if (count > MAX_FILES) throw new StartFailure(`The source has more than ${MAX_FILES} files.`);
    await mkdir(dirname(target), { recursive: true });
    await pipeline(Readable.from(limited(bytes)), createWriteStream(target));
  }
  async function* limited(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of bytes) {
      left -= chunk.byteLength;
      if (left < 0) throw new StartFailure(`The source has more than ${MAX_FILE_BYTES_PER_TASK} bytes.`);
      yield chunk;
    }
  }
}

/** Slashes part folders on every system; on Windows a backslash or a drive letter would lead elsewhere too. */
function safeSegments(path: string): string[] {
  const segments = path.split("/");
  const leadsOut = segments.some((segment) => segment === "" || segment === "." || segment === "..");
  if (leadsOut || path.includes("\0") || (sep === "\\" && /[\\:]/.test(path))) {
    throw new StartFailure(
      `The source holds a file called ${JSON.stringify(path)}: paths must be relative, without empty parts, "." or "..".`,
    );
  }
  return segments;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

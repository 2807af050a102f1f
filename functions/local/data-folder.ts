import { createHash } from "node:crypto";
import { mkdir, stat, unlink } from "node:fs/promises";
import { createConnection, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { StartError } from "./start-error.ts";

export interface DataFolderClaim {
  release(): Promise<void>;
}

/** The most that every Unix keeps of a socket's path (macOS: 104 bytes with its NUL). */
const MAX_SOCKET_PATH_BYTES = 100;

/**
 * Makes the data folder and claims it for this process. The claim is a listening socket, which the system takes back however
 * the process ends: a pid in a file would outlive a kill -9, and might be another process's by then.
 */
export async function claimDataFolder(folder: string): Promise<DataFolderClaim> {
  await makeFolder(folder);
  const path = claimPath(folder);
  const server = createServer((socket) => socket.destroy());
  server.unref();
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const failure = await listen(server, path);
    if (!failure) return { release: () => release(server) };
    if (failure.code !== "EADDRINUSE") throw unwritable(folder, failure);
    if (await answers(path)) throw inUse(folder);
    // Left by a process that was killed.
    await unlink(path).catch(() => {});
  }
  throw inUse(folder);
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await makeLevels(folder);
  } catch (error) {
    throw unwritable(folder, error as NodeJS.ErrnoException);
  }
}

/** Level by level: where no folder can be made, as below /proc, Node's own recursive mkdir tries for ever. */
async function makeLevels(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeLevels(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    // Another one that starts may have made it just now.
    if (!(await isFolder(folder))) throw error;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  }
}

function claimPath(folder: string): string {
  const name = `skyground-${createHash("sha256").update(folder).digest("hex").slice(0, 16)}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const inside = join(folder, "claim.sock");
  return Buffer.byteLength(inside) <= MAX_SOCKET_PATH_BYTES ? inside : join(tmpdir(), `${name}.sock`);
}

function listen(server: Server, path: string): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const onError = (error: NodeJS.ErrnoException): void => resolve(error);
    server.once("error", onError);
    server.listen(path, () => {
      server.off("error", onError);
      resolve(undefined);
    });
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}

function release(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function inUse(folder: string): StartError {
  return new StartError(
    `Another Skyground uses the data folder ${folder}. Stop it, or start this one with --data and another folder.`,
  );
}

function unwritable(folder: string, { code = "", message }: NodeJS.ErrnoException): StartError {
  const reason = REASONS[code] ?? message;
  return new StartError(`The data folder ${folder} can't be used: ${reason}. Name another one with --data.`);
}

const NOT_WRITABLE = "it is not writable";
const NO_FOLDER = "a file is in its place";
const REASONS: Readonly<Record<string, string>> = {
  EACCES: NOT_WRITABLE,
  EPERM: NOT_WRITABLE,
  EROFS: NOT_WRITABLE,
  EEXIST: NO_FOLDER,
  ENOTDIR: NO_FOLDER,
  ENOENT: "no folder can be made there",
  ENOSPC: "the disk is full",
};

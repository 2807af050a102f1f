import { constants, cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { type BuildOptions, build } from "rolldown";
import { copyLicenses } from "./copy-licenses.ts";
import { EXTENSION, ROOT, SERVER } from "./folders.ts";

/** How the local server is bundled, with all that it loads but lmdb. */
export const SERVER_BUNDLE = {
  input: { main: join(ROOT, "functions", "local", "main.js") },
  platform: "node",
  external: ["lmdb"],
  // The bundle's files lie side by side: what the process runtime starts is looked for beside the file that starts it.
  output: { dir: SERVER, format: "esm", entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
} as const satisfies BuildOptions;

/**
 * The local server, for this platform: its bundle, the files that it starts as programs of their own, lmdb with its prebuilt
 * binary, and the Node that runs it (docs/decisions/0061-what-runs-the-bundled-server.md).
 */
export async function buildServer(): Promise<void> {
  rmSync(SERVER, { recursive: true, force: true });
  await build(SERVER_BUNDLE);
  const runtime = join(ROOT, "shared", "adapters", "process");
  for (const folder of ["child", "images"]) cpSync(join(runtime, folder), join(SERVER, folder), { recursive: true });
  cpSync(join(EXTENSION, "server", "end-with-parent.mjs"), join(SERVER, "end-with-parent.mjs"));
  copyPackage("lmdb");
  copyPackage(`@lmdb/lmdb-${process.platform}-${process.arch}`);
  copyNode();
  copyLicenses();
}

/**
 * Sources, types, maps, what authors forgot, and binaries for one Node version only or for another C library than our Node's:
 * never read at run time (the N-API binary is for all).
 */
const LEFT_OUT =
  /^\.|\.(map|md|d\.c?ts|ts|gyp)$|\.musl\.node$|^node\.abi|^test\.js$|^(src|dict|dependencies|bin|tests?|benchmark|deps)$/;

/** A package and what it needs; optional dependencies only when they are named on their own. */
function copyPackage(name: string): void {
  const from = join(ROOT, "node_modules", name);
  const to = join(SERVER, "node_modules", name);
  if (existsSync(to)) return;
  cpSync(from, to, {
    recursive: true,
    filter: (path) => path === from || !LEFT_OUT.test(basename(path)),
  });
  const manifest: { dependencies?: Record<string, string> } = JSON.parse(
    readFileSync(join(from, "package.json"), "utf8"),
  );
  for (const dependency of Object.keys(manifest.dependencies ?? {})) {
    // Headers to compile with, not to run with.
    if (dependency !== "node-addon-api") copyPackage(dependency);
  }
}

function copyNode(): void {
  const file = process.platform === "win32" ? "node.exe" : "node";
  mkdirSync(join(SERVER, "bin"));
  cpSync(join(ROOT, "node_modules", "node", "bin", file), join(SERVER, "bin", file), {
    dereference: true,
    mode: constants.COPYFILE_FICLONE,
  });
}

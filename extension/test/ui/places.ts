import { join } from "node:path";
import { ROOT } from "../../scripts/folders.ts";

/** Kept between runs, ignored by git. */
export const CACHE = join(ROOT, ".cache", "vscode-test");
const MODULES = join(CACHE, "node_modules");

export const CODE_SERVER = join(MODULES, "code-server");
/** code-server 4.139 wants Node 24, whichever is on the PATH. */
export const NODE = join(MODULES, `node-${process.platform}-${process.arch}`, "bin", "node");
export const PLAYWRIGHT = join(MODULES, "playwright-core", "index.mjs");
export const SCREENSHOTS = join(ROOT, ".cache", "extension-screenshots");

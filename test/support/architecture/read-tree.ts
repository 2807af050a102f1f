import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { SourceFile } from "./module.ts";

const FOLDERS = ["shared", "functions", "extension", "test", "bench", "scripts"];
/** What is installed, built or downloaded is nobody's source. */
const FOREIGN = new Set(["node_modules", "dist", "out", "build"]);

/** Every hand-written source file below the root. */
export function readTree(root: string): SourceFile[] {
  return FOLDERS.flatMap((folder) => readFolder(root, folder));
}

function readFolder(root: string, folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry): SourceFile[] => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return FOREIGN.has(entry.name) || entry.name.startsWith(".") ? [] : readFolder(root, path);
    if (!/\.(ts|mts|mjs)$/.test(entry.name)) return [];
    return [{ path, source: readFileSync(join(root, path), "utf8") }];
  });
}

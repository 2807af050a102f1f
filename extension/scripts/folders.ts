import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "..", "..");
export const EXTENSION = join(ROOT, "extension");
export const DIST = join(EXTENSION, "dist");
export const SERVER = join(DIST, "server");

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { EXTENSION, ROOT, SERVER } from "./folders.ts";

/** Who gives away other people's work gives their licences with it: of what is in the bundle, and of Node. */
export function copyLicenses(): void {
  const folder = join(SERVER, "licenses");
  mkdirSync(folder);
  for (const name of runtimePackages(ROOT)) {
    const from = join(ROOT, "node_modules", name);
    const license = existsSync(from) && readdirSync(from).find((file) => /^licen[cs]e/i.test(file));
    if (license) cpSync(join(from, license), join(folder, `${name.replace("/", "+")}.txt`));
  }
  cpSync(join(EXTENSION, "server", "node.LICENSE"), join(folder, "node.txt"));
}

/** The packages that a package needs at run time, and those that they need. */
function runtimePackages(folder: string, found = new Set<string>()): Set<string> {
  const manifest = join(folder, "package.json");
  if (!existsSync(manifest)) return found;
  const { dependencies = {} }: { dependencies?: Record<string, string> } = JSON.parse(readFileSync(manifest, "utf8"));
  for (const name of Object.keys(dependencies)) {
    if (found.has(name)) continue;
    found.add(name);
    runtimePackages(join(ROOT, "node_modules", name), found);
  }
  return found;
}

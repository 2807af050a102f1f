import { readFileSync } from "node:fs";

/**
 * The programs of Skyground's own images, as text: on Fargate they are commands of a public Node image, since nobody has
 * published images of them. scripts/build-functions.ts reads them when it packs, so that the bundles hold the text.
 */
export const programs: Readonly<Record<"skyground/web" | "skyground/worker", string>> = {
  "skyground/web": read("web"),
  "skyground/worker": read("worker"),
};

function read(name: string): string {
  return readFileSync(new URL(`../process/images/${name}.mjs`, import.meta.url), "utf8");
}

import { join } from "node:path";
import { build } from "rolldown";
import { DIST, EXTENSION } from "./folders.ts";

/** One file, with its source map beside it for F5; .vscodeignore leaves the map out of the VSIX. */
export async function buildExtension(): Promise<void> {
  await build({
    input: join(EXTENSION, "src", "extension.ts"),
    platform: "node",
    external: ["vscode"],
    output: { file: join(DIST, "extension.cjs"), format: "cjs", sourcemap: true },
  });
}

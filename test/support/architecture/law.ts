import { cycleBreaches } from "./cycles.ts";
import { wordBreaches } from "./forbidden-words.ts";
import { layerBreaches } from "./layers.ts";
import { type Breach, type Module, readModule, type SourceFile } from "./module.ts";
import { shapeBreaches } from "./service-shape.ts";
import { sizeBreaches } from "./sizes.ts";

/** The law of DESIGN section 2, rule by rule. */
export const LAW = {
  layers: layerBreaches,
  cycles: cycleBreaches,
  shape: shapeBreaches,
  sizes: sizeBreaches,
  words: wordBreaches,
} satisfies Record<string, (modules: readonly Module[]) => Breach[]>;

export function readModules(files: readonly SourceFile[]): Module[] {
  return files.map(readModule);
}

/** A breach as one line that an editor can jump to. */
export function describeBreach({ rule, path, line, text }: Breach): string {
  return `${line === undefined ? path : `${path}:${line}`}  [${rule}] ${text}`;
}

/**
 * Packs the Lambda functions into dist/functions with esbuild, which is installed in deploy/ (`npm ci --prefix deploy`). Shared
 * modules are there once: importing one function after the other, as `npm run offline` does, gives one app.
 */
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const FUNCTIONS = ["buckets", "topics", "queues", "tasks", "playground", "aws", "worker", "sweep"] as const;

const root = join(import.meta.dirname, "..");
const outdir = join(root, "dist/functions");

interface EsbuildPlugin {
  onLoad(
    options: { readonly filter: RegExp },
    load: (file: { readonly path: string }) => Promise<{ contents: string; loader: "js" }>,
  ): void;
}

interface Esbuild {
  build(options: Record<string, unknown>): Promise<{ metafile: { inputs: Record<string, unknown> } }>;
}

const { build } = createRequire(join(root, "deploy/package.json"))("esbuild") as Esbuild;

rmSync(outdir, { recursive: true, force: true });
/** Files that say something only where the sources are: a bundle holds what they export. */
const readBeforehand = {
  name: "read-beforehand",
  setup({ onLoad }: EsbuildPlugin) {
    onLoad({ filter: /adapters\/ecs\/programs\.ts$/ }, async ({ path }) => {
      const { programs } = (await import(pathToFileURL(path).href)) as { programs: unknown };
      return { contents: `export const programs = ${JSON.stringify(programs)};`, loader: "js" };
    });
  },
};

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: FUNCTIONS.map((name) => `functions/${name}.ts`),
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // Node's default picks CommonJS, which the AWS SDK can't be shaken out of.
  mainFields: ["module", "main"],
  outExtension: { ".js": ".mjs" },
  entryNames: "[name]",
  chunkNames: "shared/[name]-[hash]",
  minifySyntax: true,
  minifyWhitespace: true,
  keepNames: true,
  metafile: true,
  plugins: [readBeforehand],
  logLevel: "warning",
  // What CommonJS inside the bundle expects to find.
  banner: {
    js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
  },
});

const strangers = Object.keys(metafile.inputs).filter((path) =>
  /node_modules\/lmdb\/|^functions\/local\/|adapters\/lmdb\//.test(path),
);
if (strangers.length > 0) {
  process.stderr.write(`These must not be deployed: ${strangers.join(", ")}\n`);
  process.exitCode = 1;
}

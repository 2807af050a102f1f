import type { Breach, Import, Module } from "./module.ts";

/** Where a file stands in the house: `shared/services/sqs/table.ts` is of layer `service` and of service `sqs`. */
interface Place {
  readonly layer: string;
  /** The service's or the adapter's folder. */
  readonly part?: string;
}

/** DESIGN section 2. A layer may always use its own files; services and adapters only those of their own folder. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  core: [],
  ports: ["core"],
  engine: ["core", "ports"],
  protocols: ["core"],
  rest: ["core"],
  jobs: ["core", "ports"],
  dataplanes: ["core", "ports"],
  service: ["core", "ports", "service shape"],
  "service shape": ["core", "ports", "engine", "rest", "protocols", "jobs"],
  registry: ["service index", "service shape"],
  adapters: ["core", "ports"],
  functions: [
    "core",
    "ports",
    "engine",
    "rest",
    "protocols",
    "jobs",
    "dataplanes",
    "registry",
    "service shape",
    "adapters",
    "root",
  ],
  extension: [],
};

/** Tests, benches and scripts look at everything. */
const FREE = new Set(["test", "bench", "scripts", "root"]);

export function layerBreaches(modules: readonly Module[]): Breach[] {
  return modules.flatMap((module) => {
    const from = placeOf(module.path);
    if (FREE.has(from.layer)) return [];
    return module.imports.flatMap((one) => {
      const text = one.target === undefined ? packageFault(module.path, from, one) : pathFault(module.path, from, one);
      return text === undefined ? [] : [{ rule: "layers", path: module.path, line: one.line, text }];
    });
  });
}

function pathFault(path: string, from: Place, { target = "", typeOnly }: Import): string | undefined {
  const to = placeOf(target);
  const sameFolder = from.part === to.part;
  if (isOf(from.layer, "service") && isOf(to.layer, "service")) {
    return sameFolder ? undefined : `${from.part} uses ${to.part} (${target}): a service never uses another service`;
  }
  if (from.layer === to.layer && sameFolder) return undefined;
  const layer = isOf(from.layer, "service") ? "service" : from.layer;
  if (!(ALLOWED[layer] ?? []).includes(to.layer)) return `${from.layer} may not use ${to.layer} (${target})`;
  if (layer === "service" && to.layer === "ports" && !typeOnly) {
    return `a service uses the types of ports only: write \`import type\` (${target})`;
  }
  if (to.layer === "adapters" && from.layer === "functions" && !isCompositionRoot(path)) {
    return `only a composition root (ports.ts) names adapters (${target})`;
  }
  return undefined;
}

function isOf(layer: string, kind: "service"): boolean {
  return layer === kind || layer === `${kind} index`;
}

function isCompositionRoot(path: string): boolean {
  return path.endsWith("/ports.ts");
}

/** Builtins by which time, chance or the outside world would come in without a port. */
const OUTSIDE =
  /^node:(fs|net|tls|dgram|dns|http|https|http2|child_process|cluster|worker_threads|timers|process|os|perf_hooks|readline)(\/|$)/;
const PURE = new Set([
  "core",
  "ports",
  "engine",
  "protocols",
  "rest",
  "jobs",
  "service",
  "service index",
  "service shape",
]);

function packageFault(path: string, { layer }: Place, { specifier, typeOnly }: Import): string | undefined {
  if (!PURE.has(layer) || typeOnly) return undefined;
  if (specifier.startsWith("node:")) {
    return OUTSIDE.test(specifier) ? `${layer} reaches the outside world through ports, not ${specifier}` : undefined;
  }
  const isZod = specifier === "zod" && (layer === "rest" || /\/rest[^/]*\.ts$/.test(path));
  // Turns a zip's bytes into its files' bytes and touches nothing else; a parser of our own would be no safer.
  const isUnzip = specifier === "yauzl" && path.endsWith("/unzip.ts");
  return isZod || isUnzip ? undefined : `${layer} uses no package at run time (${specifier})`;
}

function placeOf(path: string): Place {
  const [top = "", second = "", third = ""] = path.split("/");
  if (!path.includes("/")) return { layer: "root" };
  if (top !== "shared") return { layer: top };
  if (second === "adapters") return { layer: "adapters", part: third };
  if (second !== "services") return { layer: second };
  if (third === "index.ts") return { layer: "registry" };
  if (third === "service.ts") return { layer: "service shape" };
  return { layer: path === `shared/services/${third}/index.ts` ? "service index" : "service", part: third };
}

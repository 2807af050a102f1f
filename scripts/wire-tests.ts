import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where one operation is tested. */
export interface FoundTest {
  /** From the root of the project. */
  readonly path: string;
  /** Whether AWS's own JavaScript client sends it there. */
  readonly client: boolean;
}

/** Finds the test of a service's operation; undefined when there is none. */
export type FindTest = (service: string, operation: string) => FoundTest | undefined;

interface Source {
  readonly path: string;
  readonly text: string;
  /** Commands and paginators by the module that they come from. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * Looks through the tests' sources: who sends a command with the real client, else who names the operation. A command that is
 * imported and never made does not count.
 */
export function findTests(root: string): FindTest {
  const wire = sourcesIn(root, "test/wire");
  const others = ["test/unit", "test/api", "test/simulation", "test/slow", "test/aws"].flatMap((folder) =>
    sourcesIn(root, folder),
  );
  return (service, operation) => {
    const senders = wire.map((source) => ({ path: source.path, times: timesSent(source, service, operation) }));
    // Who sends it most is about it, and a test says more than what tests share.
    const [sender] = senders
      .filter(({ times }) => times > 0)
      .sort((left, right) => Number(isTest(right)) - Number(isTest(left)) || right.times - left.times);
    if (sender) return { path: sender.path, client: true };
    const named = new RegExp(`\\b${operation}\\b`);
    const own = others.filter(({ path }) => !path.startsWith("test/unit/") || path.startsWith(`test/unit/${service}/`));
    const namer = [...wire, ...own].find(({ text }) => named.test(text));
    return namer && { path: namer.path, client: false };
  };
}

function isTest({ path }: Pick<Source, "path">): boolean {
  return path.endsWith(".test.ts");
}

function timesSent({ text, imports }: Source, service: string, operation: string): number {
  const from = imports.get(`@aws-sdk/client-${service}`);
  const ways = {
    [`${operation}Command`]: `new ${operation}Command(`,
    [`paginate${operation}`]: `paginate${operation}(`,
  };
  return Object.entries(ways)
    .filter(([name]) => from?.has(name))
    .reduce((times, [, use]) => times + text.split(use).length - 1, 0);
}

function sourcesIn(root: string, folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.includes("node_modules"))
    .toSorted()
    .map((name) => {
      const path = `${folder}/${name.replaceAll("\\", "/")}`;
      const text = readFileSync(join(root, path), "utf8");
      return { path, text, imports: importsOf(text) };
    });
}

function importsOf(text: string): Source["imports"] {
  const imports = new Map<string, Set<string>>();
  for (const [, names = "", from = ""] of text.matchAll(/^import \{([^}]*)\} from "(@aws-sdk\/[^"]+)"/gm)) {
    const all = imports.get(from) ?? new Set();
    for (const name of names.split(",")) all.add(name.trim());
    imports.set(from, all);
  }
  return imports;
}

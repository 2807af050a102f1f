import { describe, expect, test } from "vitest";
import { describeBreach, LAW, readModules } from "./support/architecture/law.ts";

/* The checker of the law is seen to fail: each rule is broken in a small tree made up for it. */

type Rule = keyof typeof LAW;

function breaches(rule: Rule, tree: Readonly<Record<string, string>>): string[] {
  const modules = readModules(Object.entries(tree).map(([path, source]) => ({ path, source })));
  return LAW[rule](modules).map(describeBreach);
}

/** What one file's one import leads to. */
function importing(from: string, statement: string): string[] {
  return breaches("layers", { [from]: statement });
}

describe("layers", () => {
  test.each([
    ["shared/core/arn.ts", "../ports/clock.ts", "core may not use ports"],
    ["shared/ports/clock.ts", "../engine/engine.ts", "ports may not use engine"],
    ["shared/engine/engine.ts", "../services/sqs/index.ts", "engine may not use service index"],
    ["shared/engine/engine.ts", "../services/index.ts", "engine may not use registry"],
    ["shared/engine/engine.ts", "../adapters/lmdb/table-store.ts", "engine may not use adapters"],
    ["shared/rest/router.ts", "../ports/clock.ts", "rest may not use ports"],
    ["shared/protocols/json.ts", "../rest/route.ts", "protocols may not use rest"],
    ["shared/jobs/worker.ts", "../engine/engine.ts", "jobs may not use engine"],
    ["shared/dataplanes/alb.ts", "../engine/engine.ts", "dataplanes may not use engine"],
    ["shared/adapters/lmdb/a.ts", "../../engine/engine.ts", "adapters may not use engine"],
    ["shared/adapters/lmdb/a.ts", "../memory/b.ts", "adapters may not use adapters"],
    ["shared/services/sns/publish.ts", "../sqs/table.ts", "sns uses sqs"],
    ["shared/services/sns/publish.ts", "../sqs/index.ts", "sns uses sqs"],
    ["shared/services/sns/publish.ts", "../../engine/engine.ts", "service may not use engine"],
    ["shared/services/sns/publish.ts", "../index.ts", "service may not use registry"],
    ["shared/services/index.ts", "./sqs/table.ts", "registry may not use service"],
    ["shared/services/service.ts", "./sqs/index.ts", "service shape may not use service index"],
    ["shared/services/sqs/page.ts", "../../ports/table-store.ts", "the types of ports only"],
    ["functions/queues.ts", "../shared/services/sqs/index.ts", "functions may not use service index"],
    ["functions/queues.ts", "../shared/services/sqs/operations/send-message.ts", "functions may not use service"],
    ["functions/queues.ts", "../shared/adapters/lmdb/a.ts", "only a composition root"],
    ["functions/local/my-ports.ts", "../../shared/adapters/lmdb/a.ts", "only a composition root"],
    ["functions/queues.ts", "../test/support/world.ts", "functions may not use test"],
    ["extension/src/tree.ts", "../../shared/core/arn.ts", "extension may not use core"],
    ["shared/core/arn.ts", "../../functions/app.ts", "core may not use functions"],
  ])("%s may not import %s", (from, to, text) => {
    expect(importing(from, `import { a } from "${to}";`)).toEqual([expect.stringContaining(text)]);
  });

  test.each([
    ["shared/ports/clock.ts", "../core/time.ts"],
    ["shared/services/service.ts", "../engine/operation.ts"],
    ["shared/services/sqs/send.ts", "../service.ts"],
    ["shared/services/sqs/operations/send-message.ts", "../table.ts"],
    ["shared/services/index.ts", "./sqs/index.ts"],
    ["shared/adapters/lmdb/a.ts", "./b.ts"],
    ["functions/local/ports.ts", "../../shared/adapters/lmdb/a.ts"],
    ["functions/app.ts", "../shared/services/index.ts"],
    ["functions/version.ts", "../package.json"],
    ["extension/src/tree.ts", "./node.ts"],
    ["test/unit/a.test.ts", "../../shared/services/sqs/table.ts"],
    ["bench/send.ts", "../shared/adapters/lmdb/a.ts"],
  ])("%s may import %s", (from, to) => {
    expect(importing(from, `import { a } from "${to}";`)).toEqual([]);
  });

  test.each([
    'import type { A } from "../engine/engine.ts";',
    'import { type A } from "../engine/engine.ts";',
    'export { a } from "../engine/engine.ts";',
    'export * from "../engine/engine.ts";',
    'const a = await import("../engine/engine.ts");',
    'let a: import("../engine/engine.ts").A;',
    'import "../engine/engine.ts";',
  ])("every kind of import counts: %s", (statement) => {
    expect(importing("shared/core/arn.ts", statement)).toEqual([expect.stringContaining("core may not use engine")]);
  });

  test("an import in a comment or a text is none", () => {
    const source = '// import { a } from "../engine/engine.ts";\nconst a = `import b from "../engine/engine.ts"`;';
    expect(importing("shared/core/arn.ts", source)).toEqual([]);
  });

  test("a service may take the types of ports, not their code", () => {
    expect(importing("shared/services/sqs/a.ts", 'import type { Row } from "../../ports/table-store.ts";')).toEqual([]);
  });

  test("what must be pure uses no package, except zod where REST's schemas are", () => {
    expect(importing("shared/services/sqs/rest-schemas.ts", 'import { z } from "zod";')).toEqual([]);
    expect(importing("shared/services/sqs/a.ts", 'import type { B } from "@aws-sdk/client-sqs";')).toEqual([]);
    expect(importing("shared/services/sqs/a.ts", 'import { z } from "zod";')).toHaveLength(1);
    expect(importing("shared/services/sqs/a.ts", 'import { B } from "@aws-sdk/client-sqs";')).toHaveLength(1);
    expect(importing("shared/engine/a.ts", 'import { open } from "lmdb";')).toHaveLength(1);
    expect(importing("shared/engine/a.ts", 'import { readFile } from "node:fs/promises";')).toHaveLength(1);
    expect(importing("shared/engine/a.ts", 'import { setTimeout } from "node:timers/promises";')).toHaveLength(1);
    expect(importing("shared/engine/a.ts", 'import { createHash } from "node:crypto";')).toEqual([]);
  });

  test("a breach says where", () => {
    expect(importing("shared/core/arn.ts", '\n\nimport { a } from "../engine/engine.ts";')[0]).toBe(
      "shared/core/arn.ts:3  [layers] core may not use engine (shared/engine/engine.ts)",
    );
  });
});

describe("cycles", () => {
  test("two files that import each other are one, whichever comes first", () => {
    const tree = { "test/a.ts": 'import { b } from "./b.ts";', "test/b.ts": 'import { a } from "./a.ts";' };
    expect(breaches("cycles", tree)).toEqual(["test/a.ts  [cycles] import cycle: test/a.ts -> test/b.ts -> test/a.ts"]);
  });

  test("an import of types closes a cycle too", () => {
    const tree = {
      "shared/core/a.ts": 'import { b } from "./b.ts";',
      "shared/core/b.ts": 'import { c } from "./c.ts";',
      "shared/core/c.ts": 'import type { A } from "./a.ts";',
    };
    expect(breaches("cycles", tree)).toHaveLength(1);
  });

  test("a file that imports itself is one", () => {
    expect(breaches("cycles", { "test/a.ts": 'import { a } from "./a.ts";' })).toHaveLength(1);
  });

  test("two ways to one file are none", () => {
    const tree = {
      "test/a.ts": 'import { b } from "./b.ts"; import { c } from "./c.ts";',
      "test/b.ts": 'import { d } from "./d.ts";',
      "test/c.ts": 'import { d } from "./d.ts"; import { b } from "./b.ts";',
      "test/d.ts": "",
    };
    expect(breaches("cycles", tree)).toEqual([]);
  });
});

describe("a service's shape", () => {
  const registry = { "shared/services/index.ts": 'import { sqs } from "./sqs/index.ts";' };
  const sqs = "export const sqs: Service = { name: 'sqs' };";

  test("one Service, exported by index.ts and registered", () => {
    expect(breaches("shape", { ...registry, "shared/services/sqs/index.ts": sqs })).toEqual([]);
  });

  test.each([
    ["two values", `${sqs} export const table = 1;`],
    ["no Service", "export const sqs = { name: 'sqs' };"],
    ["nothing", "const sqs: Service = { name: 'sqs' };"],
    ["everything of another file", `${sqs} export * from "./table.ts";`],
    ["a function", "export function sqs() {}"],
    ["a default", "export default {};"],
  ])("index.ts that exports %s is refused", (_what, source) => {
    expect(breaches("shape", { ...registry, "shared/services/sqs/index.ts": source })).toEqual([
      expect.stringContaining("exports one value, its Service"),
    ]);
  });

  test("a folder without index.ts is refused, as nobody can register it", () => {
    expect(breaches("shape", { ...registry, "shared/services/sns/table.ts": "" })).toEqual([
      expect.stringContaining("sns has no index.ts"),
    ]);
  });

  test("a service that is not registered is refused", () => {
    const tree = { ...registry, "shared/services/sqs/index.ts": sqs, "shared/services/sns/index.ts": sqs };
    expect(breaches("shape", tree)).toEqual([expect.stringContaining("the service sns is not registered")]);
  });

  test("an operation's file is called after it", () => {
    const file = "shared/services/sqs/operations/send-message.ts";
    const tree = { ...registry, "shared/services/sqs/index.ts": sqs };
    expect(breaches("shape", { ...tree, [file]: 'export const a = { name: "SendMessage" };' })).toEqual([]);
    expect(breaches("shape", { ...tree, [file]: 'export const a = { name: "Send" };' })).toHaveLength(1);
  });

  test("a barrel anywhere else is refused", () => {
    expect(breaches("shape", { "shared/core/all.ts": 'export * from "./arn.ts";' })).toHaveLength(1);
    expect(breaches("shape", { "shared/core/index.ts": "export const a = 1;" })).toHaveLength(1);
    expect(breaches("shape", { "shared/services/service.ts": 'export type { A } from "../core/a.ts";' })).toEqual([]);
  });

  test("names are kebab-case", () => {
    expect(breaches("shape", { "shared/core/playgroundClock.ts": "" })).toHaveLength(1);
    expect(breaches("shape", { "test/unit/lmdb/due_order.test.ts": "" })).toHaveLength(1);
    expect(breaches("shape", { "test/unit/lmdb/due-order.test.ts": "" })).toEqual([]);
  });
});

describe("sizes", () => {
  const lines = (count: number, line: string) => `${line}\n`.repeat(count);
  const long = (count: number) => `() => {\n${lines(count - 2, "  work();")}}`;

  test("a file has at most 300 lines", () => {
    expect(breaches("sizes", { "shared/core/a.ts": lines(300, "a;") })).toEqual([]);
    expect(breaches("sizes", { "shared/core/a.ts": lines(301, "a;") })).toEqual([expect.stringContaining("301 lines")]);
    expect(breaches("sizes", { "test/a.ts": lines(301, "a;") })).toHaveLength(1);
  });

  test("what a generator wrote is exempt", () => {
    const source = `// Generated by scripts/generate.ts.\n${lines(400, "a;")}`;
    expect(breaches("sizes", { "shared/protocols/models/sqs.ts": source })).toEqual([]);
  });

  test("a function has at most 70 lines, whatever its kind", () => {
    expect(breaches("sizes", { "shared/core/a.ts": `const f = ${long(70)};` })).toEqual([]);
    const tooLong = lines(69, "work();");
    for (const source of [
      `const f = ${long(71)};`,
      `function f() {\n${tooLong}}`,
      `class A { f() {\n${tooLong}} }`,
      `const a = { f() {\n${tooLong}} };`,
      `const a = { f: async () => {\n${tooLong}} };`,
    ]) {
      const [first, ...rest] = breaches("sizes", { "functions/a.ts": source });
      expect(rest).toEqual([]);
      expect(first).toContain("f has 71 lines");
    }
  });

  test("a group of tests is as long as what it has besides them", () => {
    const group = (body: string) => `describe("a", () => {\n${body}\n});`;
    const short = `test("b", ${long(40)});\n`;
    expect(breaches("sizes", { "test/a.test.ts": group(short.repeat(4)) })).toEqual([]);
    expect(breaches("sizes", { "test/a.test.ts": group(group(short.repeat(4))) })).toEqual([]);
    expect(breaches("sizes", { "test/a.test.ts": group(`test.each([1])("b", ${long(71)});`) })).toHaveLength(1);
    expect(breaches("sizes", { "test/a.test.ts": group(lines(71, "prepare();")) })).toHaveLength(1);
  });
});

describe("words", () => {
  test.each([
    "const now = Date.now();",
    "const now = Date.now;",
    "const now = new Date();",
    "const chance = Math.random();",
    'import { randomUUID } from "node:crypto";',
    "const id = crypto.randomUUID();",
    "setTimeout(work, 5);",
    "setInterval(work, 5);",
    "const port = process.env.PORT;",
    "const answer = await fetch(url);",
    "const answer = await globalThis.fetch(url);",
    "const wait = AbortSignal.timeout(5);",
  ])("%s is refused in what must be pure", (source) => {
    for (const folder of ["core", "engine", "services/sqs", "protocols", "rest"]) {
      expect(breaches("words", { [`shared/${folder}/a.ts`]: source })).not.toEqual([]);
    }
    expect(breaches("words", { "shared/adapters/system/clock.ts": source })).toEqual([]);
  });

  test("what only looks like one is allowed", () => {
    const source = `
      // Date.now() in a comment
      const text = "Math.random() and fetch(url)";
      const at = new Date(now);
      const state = await operation.prefetch(input);
      const rows = cache.fetch(key);
      const odd = value.constructor.toString();`;
    expect(breaches("words", { "shared/engine/a.ts": source })).toEqual([]);
  });
});

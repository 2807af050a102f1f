import type { Breach, Module } from "./module.ts";
import { lineOf, type Node, walk } from "./syntax.ts";

/** Time, chance and the outside world come in through ports. jobs and adapters are where they do. */
const HELD = /^shared\/(core|engine|services|protocols|rest|ports)\//;

const INSTEAD: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "Date.now": "the request's `now`",
    "new Date()": "the request's `now`",
    "Math.random": "the Random port",
    randomUUID: "uuid(random)",
    randomBytes: "the Random port",
    randomInt: "the Random port",
    getRandomValues: "the Random port",
    setTimeout: "the Clock port's sleep",
    setInterval: "the Clock port's sleep",
    setImmediate: "the Clock port's sleep",
    "AbortSignal.timeout": "the Clock port's sleep",
    "performance.now": "the Clock port",
    "process.hrtime": "the Clock port",
    "process.env": "an option of the composition root",
    fetch: "the DeliveryGateway port",
  }),
);

export function wordBreaches(modules: readonly Module[]): Breach[] {
  return modules
    .filter(({ path }) => HELD.test(path))
    .flatMap(({ path, source, program }) => {
      const found: Breach[] = [];
      walk(program, (node, parents) => {
        const word = wordOf(node, parents.at(-1));
        const instead = word === undefined ? undefined : INSTEAD.get(word);
        if (instead === undefined) return;
        const text = `${word} is forbidden here: use ${instead}`;
        found.push({ rule: "words", path, line: lineOf(source, node.start), text });
      });
      return found;
    });
}

/** What a node would reach for: a member of a global by both names, a function by its own. Comments and texts are no code. */
function wordOf(node: Node, parent: Node | undefined): string | undefined {
  if ((node.type === "NewExpression" || node.type === "CallExpression") && isNamed(node.callee, "Date")) {
    return node.arguments.length === 0 || node.type === "CallExpression" ? "new Date()" : undefined;
  }
  if (node.type === "MemberExpression" && node.object.type === "Identifier" && node.property.type === "Identifier") {
    return node.object.name === "globalThis" ? node.property.name : `${node.object.name}.${node.property.name}`;
  }
  if (node.type !== "Identifier") return undefined;
  // A member of one's own may be called fetch; crypto.randomUUID is the same by any road.
  return node.name === "fetch" && isMemberName(node, parent) ? undefined : node.name;
}

function isMemberName(node: Node, parent: Node | undefined): boolean {
  if (parent?.type === "MemberExpression") return parent.property === node && !parent.computed;
  return parent !== undefined && "key" in parent && parent.key === node;
}

function isNamed(node: Node, name: string): boolean {
  return node.type === "Identifier" && node.name === name;
}

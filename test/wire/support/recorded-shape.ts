import { recorded } from "./recorded.ts";

/* Compares an answer with a recorded one, whose varying values are placeholders: an equal placeholder is an equal value. */

/** Placeholders that stand for another value each time. */
const UNNUMBERED = new Set(["<md5-hash>", "<sender-id>", "<signature>"]);
const PLACEHOLDER = /<(?:[^<>]|<[^<>]*>)+>/g;

/** What is different, path by path; nothing when the answer is as recorded. */
export function differences(
  scenario: string,
  response: string,
  answer: unknown,
  bound: Map<string, string> = new Map(),
  service = "sqs",
): string[] {
  const { ResponseMetadata: _, ...wanted } = recorded(service, scenario, response);
  return compare(wanted, answer, response, bound);
}

function compare(wanted: unknown, actual: unknown, path: string, bound: Map<string, string>): string[] {
  if (typeof wanted === "string") return fits(wanted, actual, bound) ? [] : [differs(path, wanted, actual)];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual) || actual.length !== wanted.length) return [differs(path, wanted, actual)];
    return wanted.flatMap((item, index) => compare(item, actual[index], `${path}.${index}`, bound));
  }
  if (typeof wanted === "object" && wanted !== null) {
    const shape = typeof actual === "string" ? parsed(actual) : actual;
    if (typeof shape !== "object" || shape === null) return [differs(path, wanted, actual)];
    const names = new Set([...Object.keys(wanted), ...Object.keys(shape)]);
    return [...names].flatMap((name) =>
      compare((wanted as never)[name], (shape as never)[name], `${path}.${name}`, bound),
    );
  }
  return String(wanted) === String(actual) ? [] : [differs(path, wanted, actual)];
}

function fits(wanted: string, actual: unknown, bound: Map<string, string>): boolean {
  if (wanted === "timestamp") return /^\d{10,13}$/.test(String(actual));
  if (typeof actual !== "string") return false;
  const names: string[] = [];
  const literal = wanted.split(PLACEHOLDER).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  for (const [name] of wanted.matchAll(PLACEHOLDER)) names.push(name);
  const match = new RegExp(`^${literal.join("(.+)")}$`, "s").exec(actual);
  if (!match) return false;
  return names.every((name, index) => {
    const value = match[index + 1] ?? "";
    const before = UNNUMBERED.has(name) ? undefined : bound.get(name);
    bound.set(name, value);
    return before === undefined || before === value;
  });
}

/** Recordings show documents in attributes as what they say. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function differs(path: string, wanted: unknown, actual: unknown): string {
  return `${path}: recorded ${JSON.stringify(wanted)}, answered ${JSON.stringify(actual)}`;
}

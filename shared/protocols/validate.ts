import { ServiceError } from "../core/errors.ts";
import { type Members, once, type Structures } from "./compiled.ts";
import type { Member, Structure } from "./model.ts";

/** Collects what is wrong with a value, under the path that AWS would name. */
type Check = (value: unknown, path: string, problems: string[]) => void;

/** Texts longer than this meet no pattern: whatever a pattern costs, it costs it on little. */
const MAX_PATTERN_TEXT = 4096;

/** Compiles checks of what AWS's framework looks at before an operation: required members, lengths, ranges, words, patterns. */
export function validators(structures: Structures, code: string): (shape: string) => (members: Members) => void {
  const checks = once<Check>((name, self) =>
    compile(structures(name), (shape) => (value, path, problems) => self(shape)(value, path, problems)),
  );
  return (shape) => (members) => {
    const problems: string[] = [];
    checks(shape)(members, "", problems);
    if (problems.length === 0) return;
    const count = problems.length === 1 ? "1 validation error" : `${problems.length} validation errors`;
    throw new ServiceError(code, `${count} detected: ${problems.join("; ")}`);
  };
}

function compile({ members, required = [] }: Structure, nested: (shape: string) => Check): Check {
  const slots = Object.entries(members).map(([name, member]) => {
    return { name, label: lowerFirst(name), needed: required.includes(name), check: checkOf(member, nested) };
  });
  return (value, path, problems) => {
    for (const { name, label, needed, check } of slots) {
      const at = path === "" ? label : `${path}.${label}`;
      const member = (value as Members)[name];
      if (member !== undefined) check?.(member, at, problems);
      else if (needed) problems.push(problem(null, at, "Member must not be null"));
    }
  };
}

function checkOf(member: Member, nested: (shape: string) => Check): Check | undefined {
  if (member.type === "structure") return nested(member.shape);
  if (member.type === "list") {
    const one = checkOf(member.member, nested);
    return (value, path, problems) => {
      const list = value as readonly unknown[];
      length(member, list.length, `[${list.map(String).join(", ")}]`, path, problems);
      for (const [index, entry] of list.entries()) one?.(entry, `${path}.${index + 1}.member`, problems);
    };
  }
  if (member.type === "map") {
    const one = checkOf(member.value, nested);
    return (value, path, problems) => {
      for (const [key, entry] of Object.entries(value as Members)) one?.(entry, `${path}.${key}.member`, problems);
    };
  }
  if (member.type === "string") return stringCheck(member);
  return typeof member.min === "number" || typeof member.max === "number" ? rangeCheck(member) : undefined;
}

function stringCheck(member: Member): Check | undefined {
  const { enum: words, pattern, min, max } = member;
  if (!words && pattern === undefined && min === undefined && max === undefined) return undefined;
  const expression = pattern === undefined ? undefined : new RegExp(`^(?:${pattern})$`, "us");
  return (value, path, problems) => {
    const text = String(value);
    length(member, text.length, text, path, problems);
    if (words && !words.includes(text)) {
      problems.push(problem(text, path, `Member must satisfy enum value set: [${words.join(", ")}]`));
    }
    if (expression && (text.length > MAX_PATTERN_TEXT || !expression.test(text))) {
      problems.push(problem(text, path, `Member must satisfy regular expression pattern: ${pattern}`));
    }
  };
}

function length({ min, max }: Member, count: number, shown: string, path: string, problems: string[]): void {
  const rule = "Member must have length";
  if (min !== undefined && count < min) problems.push(problem(shown, path, `${rule} greater than or equal to ${min}`));
  if (max !== undefined && count > max) problems.push(problem(shown, path, `${rule} less than or equal to ${max}`));
}

function rangeCheck({ min, max }: Member): Check {
  const rule = "Member must have value";
  return (value, path, problems) => {
    const number = Number(value);
    if (min !== undefined && number < min)
      problems.push(problem(String(value), path, `${rule} greater than or equal to ${min}`));
    if (max !== undefined && number > max)
      problems.push(problem(String(value), path, `${rule} less than or equal to ${max}`));
  };
}

/** Values of more than this many characters are cut: an error repeats no megabyte. */
const MAX_SHOWN = 1024;

function problem(value: string | null, path: string, rule: string): string {
  const shown = value === null ? "null" : `'${value.slice(0, MAX_SHOWN)}'`;
  return `Value ${shown} at '${path}' failed to satisfy constraint: ${rule}`;
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

import type { Chance } from "./chance.ts";
import { NAMES, NUMBERS, TEXTS } from "./spice.ts";
import type { Members } from "./values.ts";

/** Text that stands in JSON as it is, where JSON.stringify would not write it: numbers that are too large, nesting that is too deep. */
export class Raw {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const DEEP = 3000;

/** Changes one place somewhere in a value, which stays a tree that can be written. */
export function mutateValue(value: unknown, chance: Chance): unknown {
  const inner = Array.isArray(value) ? value.length : isMembers(value) ? Object.keys(value).length : 0;
  if (inner > 0 && !chance.once(inner + 2)) return mutateInside(value as unknown[] | Members, chance);
  return replaced(value, chance);
}

function mutateInside(value: unknown[] | Members, chance: Chance): unknown {
  if (Array.isArray(value)) {
    const at = chance.below(value.length);
    const copy = [...value];
    const how = chance.below(6);
    if (how === 0) copy.splice(at, 1);
    else if (how === 1) copy.push(...Array.from({ length: chance.pick([1, 10, 300]) }, () => value[at]));
    else copy[at] = mutateValue(value[at], chance);
    return copy;
  }
  // No prototype: a member may be called __proto__.
  const copy: Members = Object.assign(Object.create(null), value);
  const name = chance.pick(Object.keys(value));
  const how = chance.below(6);
  if (how === 0) delete copy[name];
  else if (how === 1) copy[chance.pick(NAMES)] = value[name];
  else copy[name] = mutateValue(value[name], chance);
  return copy;
}

function replaced(value: unknown, chance: Chance): unknown {
  switch (chance.below(10)) {
    case 0:
    case 1:
    case 2:
      return chance.pick(TEXTS);
    case 3:
      return chance.pick(NUMBERS);
    case 4:
      if (typeof value === "string") return mutateText(value, chance);
      return typeof value === "object" ? "[object Object]" : String(value);
    case 5:
      return chance.pick([null, true, false, [], {}, [[]], [null]]);
    case 6:
      return [value, value];
    case 7:
      return { [chance.pick(NAMES)]: value };
    case 8:
      return chance.text(7).repeat(chance.once(20) ? 50_000 : chance.pick([10, 19, 37, 147, 293]));
    default:
      return chance.pick([
        new Raw("[".repeat(DEEP) + "]".repeat(DEEP)),
        new Raw(`${'{"a":'.repeat(DEEP)}1${"}".repeat(DEEP)}`),
        new Raw("9".repeat(400)),
        new Raw("1e999"),
        new Raw('"\\ud800"'),
        new Raw('{"__proto__":{"a":1},"a":1,"a":2}'),
      ]);
  }
}

/** Changes one place of a text. */
export function mutateText(text: string, chance: Chance): string {
  const at = chance.below(text.length + 1);
  const own = text.slice(chance.below(text.length + 1)).slice(0, 20);
  const spice = chance.once(3) ? own : chance.pick(TEXTS);
  return text.slice(0, at) + spice + text.slice(at + chance.below(4));
}

export function isMembers(value: unknown): value is Members {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject && !(value instanceof Date || value instanceof Uint8Array || value instanceof Raw);
}

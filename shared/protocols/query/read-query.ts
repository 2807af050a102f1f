import { type Members, once, type Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { textReader } from "../text-value.ts";
import { FormError, type FormNode, numbered } from "./form.ts";

/** Compiles readers of forms for a model's structures. Fields that the model doesn't know are passed over, as AWS does. */
export function queryReaders(structures: Structures): (name: string) => (form: FormNode) => Members {
  return once<(form: FormNode) => Members>((name, self) =>
    compile(structures(name), (shape) => (form) => self(shape)(form)),
  );
}

type Read = (form: FormNode) => unknown;
type Nested = (shape: string) => Read;

function compile({ members }: Structure, nested: Nested): (form: FormNode) => Members {
  const slots = Object.entries(members).map(([name, member]) => {
    return { name, field: member.xmlName ?? name, read: reader(member, nested) };
  });
  return (form) => {
    const found: Members = {};
    for (const { name, field, read } of slots) {
      const node = form.children.get(field);
      const value = node && read(node);
      if (value !== undefined) found[name] = value;
    }
    return found;
  };
}

function reader(member: Member, nested: Nested): Read {
  switch (member.type) {
    case "structure":
      return nested(member.shape);
    case "list": {
      const one = reader(member.member, nested);
      const entries = entriesOf(member, member.member.xmlName ?? "member", ({ value }) => value !== undefined);
      return (form) => entries(form).map(one).filter(isThere);
    }
    case "map": {
      const one = entryReader(member, nested);
      const keyName = member.key.xmlName ?? "key";
      const entries = entriesOf(member, "entry", ({ children }) => children.has(keyName));
      return (form) => {
        // No prototype: a key may have any name.
        const map: Members = Object.create(null);
        for (const entry of entries(form)) {
          const [name, value] = one(entry);
          map[name] = value;
        }
        return map;
      };
    }
    default: {
      const read = textReader(member, (text, type) => new FormError(`${text.slice(0, 100)} is no ${type}`));
      return ({ value }) => (value === undefined ? undefined : read(value));
    }
  }
}

/** `Attribute.1` where they are flattened, or `Attribute` alone, as older clients of SQS say a single one; else `Attributes.entry.1`. */
function entriesOf(
  { flattened }: Member,
  level: string,
  isEntry: (form: FormNode) => boolean,
): (form: FormNode) => FormNode[] {
  if (flattened) return (form) => (isEntry(form) ? [form, ...numbered(form)] : numbered(form));
  return (form) => {
    const inner = form.children.get(level);
    return inner ? numbered(inner) : [];
  };
}

function entryReader(map: Extract<Member, { type: "map" }>, nested: Nested): (form: FormNode) => [string, unknown] {
  const keyName = map.key.xmlName ?? "key";
  const valueName = map.value.xmlName ?? "value";
  const read = reader(map.value, nested);
  return (form) => {
    const key = form.children.get(keyName)?.value;
    const node = form.children.get(valueName);
    // A value may be there by its members' names only, which a simple one has not.
    const value = node && read(node);
    if (key === undefined || value === undefined) {
      throw new FormError(`An entry of a map needs a ${keyName} and a ${valueName}`);
    }
    return [key, value];
  };
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

import { type Members, once, type Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { textReader } from "../text-value.ts";
import { type XmlElement, XmlError } from "./parse.ts";

/** Reads the members of a structure from an element's children. Throws XmlError for what its schema does not allow. */
export type XmlReader = (element: XmlElement) => Members;

/** Compiles readers for a model's structures. What the schema doesn't know is passed over, as AWS does. */
export function xmlReaders(structures: Structures): (name: string) => XmlReader {
  return once<XmlReader>((name, self) => compile(structures(name), (shape) => (element) => self(shape)(element)));
}

type Read = (element: XmlElement) => unknown;
type Nested = (shape: string) => Read;

interface Slot {
  readonly name: string;
  /** Puts what an element says into its member. */
  add(members: Members, element: XmlElement): void;
}

function compile({ members, required = [] }: Structure, nested: Nested): XmlReader {
  const slots = new Map<string, Slot>();
  const attributes: (readonly [name: string, attribute: string])[] = [];
  for (const [name, member] of Object.entries(members)) {
    if (member.xmlAttribute) attributes.push([name, localName(member.xmlName ?? name)]);
    else if (member.in === undefined) slots.set(member.xmlName ?? name, slot(name, member, nested));
  }
  const needed = required.filter((name) => members[name]?.in === undefined);
  return (element) => {
    const found: Members = {};
    for (const [name, attribute] of attributes) {
      const value = element.attributes.get(attribute);
      if (value !== undefined) found[name] = value;
    }
    for (const child of element.children) slots.get(child.name)?.add(found, child);
    for (const name of needed) {
      if (found[name] === undefined) throw new XmlError(`${element.name} has no ${name}`);
    }
    return found;
  };
}

/** Elements and attributes are read without their prefixes. */
function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function slot(name: string, member: Member, nested: Nested): Slot {
  const read = reader(member, nested);
  if (!member.flattened) {
    return {
      name,
      add(members, element) {
        members[name] = read(element);
      },
    };
  }
  if (member.type === "map") {
    return {
      name,
      add(members, element) {
        members[name] ??= Object.create(null);
        Object.assign(members[name] as object, entry(member, nested)(element));
      },
    };
  }
  const one = member.type === "list" ? reader(member.member, nested) : read;
  return {
    name,
    add(members, element) {
      const list = (members[name] ?? []) as unknown[];
      list.push(one(element));
      members[name] = list;
    },
  };
}

function reader(member: Member, nested: Nested): Read {
  switch (member.type) {
    case "structure":
      return nested(member.shape);
    case "list": {
      const one = reader(member.member, nested);
      const name = member.member.xmlName ?? "member";
      return (element) => element.children.filter((child) => child.name === name).map(one);
    }
    case "map": {
      const one = entry(member, nested);
      return (element) => {
        const map: Members = Object.create(null);
        for (const child of element.children) if (child.name === "entry") Object.assign(map, one(child));
        return map;
      };
    }
    default: {
      const text = textReader(member, (bad, type) => new XmlError(`${bad.slice(0, 100)} is no ${type}`));
      const isText = member.type === "string";
      return (element) => {
        if (element.children.length > 0) throw new XmlError(`${element.name} has elements where a text belongs`);
        return text(isText ? element.text : element.text.trim());
      };
    }
  }
}

/** One entry of a map; no prototype, so that a key may have any name. */
function entry(map: Extract<Member, { type: "map" }>, nested: Nested): (element: XmlElement) => Members {
  const keyName = map.key.xmlName ?? "key";
  const valueName = map.value.xmlName ?? "value";
  const read = reader(map.value, nested);
  return (element) => {
    const key = element.children.find(({ name }) => name === keyName);
    const value = element.children.find(({ name }) => name === valueName);
    if (!key || !value) throw new XmlError(`An entry of ${element.name} needs a ${keyName} and a ${valueName}`);
    const one: Members = Object.create(null);
    one[key.text] = read(value);
    return one;
  };
}

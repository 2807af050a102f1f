import { type Members, once, type Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";
import { writeText } from "../text-value.ts";
import { escapeXml } from "./escape.ts";

/** Writes the members of a structure that stand in a body, as elements without one around them. */
export type XmlWriter = (members: Members) => string;

/** Compiles writers for a model's structures. */
export function xmlWriters(structures: Structures): (name: string) => XmlWriter {
  return once<XmlWriter>((name, self) =>
    compile(structures(name), (shape) => (members) => self(shape)(members as Members)),
  );
}

type Write = (value: unknown) => string;
type Nested = (shape: string) => Write;
type WriteMember = (value: unknown) => string;

function compile({ members }: Structure, nested: Nested): XmlWriter {
  const writes = Object.entries(members)
    .filter(([, member]) => member.in === undefined && !member.xmlAttribute)
    .map(([name, member]) => [name, memberWriter(name, member, nested, attributesOf(member))] as const);
  return (value) => {
    let text = "";
    for (const [name, write] of writes) {
      const member = value[name];
      if (member !== undefined && member !== null) text += write(member);
    }
    return text;
  };
}

/** S3's grantees say their type in an attribute (`xsi:type`); it is the only one that there is. */
function attributesOf(member: Member): (value: unknown) => string {
  const { xmlNamespace } = member;
  if (!xmlNamespace) return () => "";
  const { prefix, uri } = xmlNamespace;
  const namespace = prefix ? ` xmlns:${prefix}="${uri}"` : ` xmlns="${uri}"`;
  return (value) => {
    const type = (value as Members).Type;
    return prefix && typeof type === "string" ? `${namespace} ${prefix}:type="${escapeXml(type)}"` : namespace;
  };
}

function memberWriter(name: string, member: Member, nested: Nested, attributes: (value: unknown) => string) {
  const element = member.xmlName ?? name;
  if (member.type === "list") {
    const one = wrapped(member.flattened ? element : (member.member.xmlName ?? "member"), member.member, nested);
    const all: WriteMember = (value) => (value as unknown[]).map(one).join("");
    return member.flattened ? all : (value: unknown) => `<${element}>${all(value)}</${element}>`;
  }
  if (member.type === "map") {
    const one = entryWriter(member.flattened ? element : "entry", member, nested);
    const all: WriteMember = (value) =>
      Object.entries(value as Members)
        .map(one)
        .join("");
    return member.flattened ? all : (value: unknown) => `<${element}>${all(value)}</${element}>`;
  }
  const write = valueWriter(member, nested);
  return (value: unknown) => `<${element}${attributes(value)}>${write(value)}</${element}>`;
}

function wrapped(element: string, member: Member, nested: Nested): Write {
  const write = valueWriter(member, nested);
  return (value) => `<${element}>${write(value)}</${element}>`;
}

function entryWriter(element: string, map: Extract<Member, { type: "map" }>, nested: Nested) {
  const key = map.key.xmlName ?? "key";
  const value = wrapped(map.value.xmlName ?? "value", map.value, nested);
  return ([name, one]: readonly [string, unknown]) =>
    `<${element}><${key}>${escapeXml(name)}</${key}>${value(one)}</${element}>`;
}

function valueWriter(member: Member, nested: Nested): Write {
  if (member.type === "structure") return nested(member.shape);
  if (member.type === "list" || member.type === "map") {
    throw new Error(`No protocol of AWS's has a ${member.type} right inside a list or map of XML`);
  }
  const format = member.type === "timestamp" ? (member.format ?? "date-time") : "date-time";
  return (value) => escapeXml(writeText(value, format));
}

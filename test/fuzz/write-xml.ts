import type { Member, ServiceModel } from "../../shared/protocols/model.ts";
import { isMembers, Raw } from "./mutate-value.ts";
import type { Members } from "./values.ts";
import { textOfValue } from "./write-json.ts";

/** Deeper than a reader goes. */
const NESTED = "<a>".repeat(200) + "</a>".repeat(200);

/** The elements of an input's members, by the model where the value still fits it. */
export function writeXml(input: Members, shape: string, model: ServiceModel): string {
  const members = model.structures[shape]?.members ?? {};
  return Object.entries(input)
    .map(([name, value]) => {
      const member = Object.hasOwn(members, name) ? members[name] : undefined;
      return element(member?.xmlName ?? name, value, member, model);
    })
    .join("");
}

function element(name: string, value: unknown, member: Member | undefined, model: ServiceModel): string {
  if (Array.isArray(value)) {
    const one = member?.type === "list" ? member.member : undefined;
    if (member?.flattened || !one) return value.map((entry) => element(name, entry, one, model)).join("");
    const entries = value.map((entry) => element(one.xmlName ?? "member", entry, one, model)).join("");
    return `<${name}>${entries}</${name}>`;
  }
  if (value instanceof Raw) return `<${name}>${NESTED}</${name}>`;
  if (!isMembers(value)) return `<${name}>${escaped(textOfValue(value))}</${name}>`;
  const shape = member?.type === "structure" ? member.shape : "";
  const type = typeof value.Type === "string" ? ` xmlns:xsi="x" xsi:type="${escaped(value.Type)}"` : "";
  return `<${name}${type}>${writeXml(value, shape, model)}</${name}>`;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}

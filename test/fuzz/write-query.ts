import type { Member, ServiceModel } from "../../shared/protocols/model.ts";
import { isMembers } from "./mutate-value.ts";
import type { Members } from "./values.ts";
import { textOfValue } from "./write-json.ts";

/** A form's fields for an input: by the model where the value still fits it, and by the value's own shape where not. */
export function writeForm(input: unknown, shape: string | undefined, model: ServiceModel): [string, string][] {
  const fields: [string, string][] = [];
  if (shape !== undefined && isMembers(input)) writeMembers("", input, shape, model, fields);
  return fields;
}

function writeMembers(prefix: string, input: Members, shape: string, model: ServiceModel, fields: [string, string][]) {
  const members = model.structures[shape]?.members ?? {};
  for (const [name, value] of Object.entries(input)) {
    const member = Object.hasOwn(members, name) ? members[name] : undefined;
    write(`${prefix}${member?.xmlName ?? name}`, value, member, model, fields);
  }
}

function write(
  at: string,
  value: unknown,
  member: Member | undefined,
  model: ServiceModel,
  fields: [string, string][],
) {
  if (Array.isArray(value)) {
    const entry = member?.type === "list" ? member.member : undefined;
    const level = member?.flattened ? "" : `.${entry?.xmlName ?? "member"}`;
    for (const [index, one] of value.entries()) write(`${at}${level}.${index + 1}`, one, entry, model, fields);
    if (value.length === 0) fields.push([at, ""]);
    return;
  }
  if (!isMembers(value)) {
    fields.push([at, textOfValue(value)]);
    return;
  }
  if (member?.type === "structure") return writeMembers(`${at}.`, value, member.shape, model, fields);
  const map = member?.type === "map" ? member : undefined;
  const level = map?.flattened ? "" : ".entry";
  for (const [index, [key, one]] of Object.entries(value).entries()) {
    const entry = `${at}${level}.${index + 1}`;
    fields.push([`${entry}.${map?.key.xmlName ?? "key"}`, key]);
    write(`${entry}.${map?.value.xmlName ?? "value"}`, one, map?.value, model, fields);
  }
}

import type { Location, Member, MemberTraits } from "../../shared/protocols/model.ts";

/*
 * The runtime schemas of AWS's JavaScript clients. A structure is `[3, namespace, name, traits, members, schemas, required]`
 * (4: a union, -3: an error), a list `[1, namespace, name, traits, member]`, a map `[2, namespace, name, traits, key, value]`, a
 * simple type with traits `[0, namespace, name, traits, code]`, an operation `[9, namespace, name, traits, input, output]`. A
 * member's schema is a code, a schema, a function that returns one, or a pair of one of these and traits.
 */
export type Schema = readonly [kind: number, namespace: string, name: string, traits: unknown, ...rest: unknown[]];
export type Ref = unknown;
export type Traits = Readonly<Record<string, unknown>>;

const LIST_OF = 64;
const MAP_OF = 128;
const SIMPLE: Readonly<Record<number, Member>> = {
  0: { type: "string" },
  1: { type: "integer" },
  2: { type: "boolean" },
  4: { type: "timestamp" },
  5: { type: "timestamp", format: "date-time" },
  6: { type: "timestamp", format: "http-date" },
  7: { type: "timestamp", format: "epoch-seconds" },
  15: { type: "document" },
  21: { type: "blob" },
  42: { type: "blob", streaming: true },
};
/** Traits that are only there or not come as bits. */
const BITS: readonly string[] = [
  "httpLabel",
  "idempotent",
  "idempotencyToken",
  "sensitive",
  "httpPayload",
  "httpResponseCode",
  "httpQueryParams",
];

export function isSchema(value: unknown): value is Schema {
  return Array.isArray(value) && typeof value[0] === "number" && typeof value[1] === "string";
}

export function traitsOf(raw: unknown): Traits {
  if (typeof raw === "object" && raw !== null) return raw as Traits;
  if (typeof raw !== "number") return {};
  return Object.fromEntries(BITS.flatMap((name, bit) => (raw & (1 << bit) ? [[name, 1]] : [])));
}

/** A member as the model keeps it. Structures are named, and `found` hears of them. */
export function readMember(ref: Ref, found: (structure: Schema) => void): Member {
  if (typeof ref === "function") return readMember(ref(), found);
  if (typeof ref === "number") return readCode(ref);
  if (!Array.isArray(ref)) throw new Error(`No schema: ${JSON.stringify(ref)}`);
  if (!isSchema(ref)) return { ...readMember(ref[0], found), ...readTraits(traitsOf(ref[1])) };
  switch (ref[0]) {
    case 0:
      return readMember(ref[4], found);
    case 1:
      return { type: "list", member: readMember(ref[4], found) };
    case 2:
      return { type: "map", key: readMember(ref[4], found), value: readMember(ref[5], found) };
    default:
      found(ref);
      return { type: "structure", shape: ref[2] };
  }
}

function readCode(code: number): Member {
  if (code >= MAP_OF) return { type: "map", key: { type: "string" }, value: readCode(code - MAP_OF) };
  if (code >= LIST_OF) return { type: "list", member: readCode(code - LIST_OF) };
  const member = SIMPLE[code];
  if (!member) throw new Error(`The SDK's schemas have a new simple type: ${code}`);
  return member;
}

const LOCATIONS: readonly (readonly [trait: string, location: Location])[] = [
  ["httpHeader", "header"],
  ["httpPrefixHeaders", "prefix-headers"],
  ["httpQuery", "query"],
  ["httpLabel", "label"],
  ["httpPayload", "payload"],
  ["httpResponseCode", "status"],
];

function readTraits(traits: Traits): MemberTraits {
  const [trait, location] = LOCATIONS.find(([name]) => traits[name] !== undefined) ?? [];
  const name = trait === undefined ? undefined : traits[trait];
  const inHeader = location === "header" || location === "prefix-headers";
  const at = typeof name === "string" ? { at: inHeader ? name.toLowerCase() : name } : {};
  return {
    ...(location ? { in: location, ...at } : {}),
    ...(typeof traits.xmlName === "string" ? { xmlName: traits.xmlName } : {}),
    ...(traits.xmlFlattened ? { flattened: true } : {}),
    ...(traits.xmlAttribute ? { xmlAttribute: true } : {}),
    ...(traits.xmlNamespace ? { xmlNamespace: readNamespace(traits.xmlNamespace) } : {}),
  };
}

function readNamespace(namespace: unknown): { prefix?: string; uri: string } {
  const [prefix, uri] = namespace as [string, string];
  return prefix ? { prefix, uri } : { uri };
}

import { type Members, once, type Structures } from "../compiled.ts";
import type { Member, Structure } from "../model.ts";

/** Turns the members of a structure into what JSON.stringify understands. */
export type JsonWriter = (members: Members) => Members;

/** Compiles writers for a model's structures. What the model doesn't know is left out. */
export function jsonWriters(structures: Structures): (name: string) => JsonWriter {
  return once<JsonWriter>((name, self) =>
    compile(structures(name), (shape) => (value) => self(shape)(value as Members)),
  );
}

type Write = (value: unknown) => unknown;
type Nested = (shape: string) => Write;

function compile({ members }: Structure, nested: Nested): JsonWriter {
  const slots = Object.entries(members)
    .filter(([, member]) => member.in === undefined)
    .map(([name, member]) => [name, writer(member, nested)] as const);
  return (value) => {
    const written: Members = {};
    for (const [name, write] of slots) {
      const member = value[name];
      if (member !== undefined && member !== null) written[name] = write(member);
    }
    return written;
  };
}

const asItIs: Write = (value) => value;

function writer(member: Member, nested: Nested): Write {
  switch (member.type) {
    case "structure":
      return nested(member.shape);
    case "list": {
      const one = writer(member.member, nested);
      return one === asItIs ? asItIs : (value) => (value as unknown[]).map(one);
    }
    case "map": {
      const one = writer(member.value, nested);
      if (one === asItIs) return asItIs;
      return (value) => {
        const map: Members = Object.create(null);
        for (const [name, entry] of Object.entries(value as Members)) map[name] = one(entry);
        return map;
      };
    }
    case "timestamp":
      if (member.format === "date-time") return (value) => (value as Date).toISOString();
      if (member.format === "http-date") return (value) => (value as Date).toUTCString();
      return (value) => (value as Date).getTime() / 1000;
    case "blob":
      return (value) => Buffer.from(value as Uint8Array).toString("base64");
    default:
      return asItIs;
  }
}

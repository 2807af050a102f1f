import { z } from "zod";
import { assert } from "../core/errors.ts";

export type JsonSchema = Record<string, unknown>;
type Definitions = Readonly<Record<string, JsonSchema>>;

/** Gathers the schemas that have a name of their own (Zod's `.meta({ id })`), so that the document says each once. */
export class SchemaBook {
  readonly components: Record<string, JsonSchema> = {};

  /** The JSON Schema of what a client sends (`input`) or gets (`output`), with named parts moved to the components. */
  render(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const { rest, definitions } = toJsonSchema(schema, io);
    const suffix = io === "input" && this.#differs(schema, definitions) ? "Input" : "";
    for (const [name, { id: _, ...definition }] of Object.entries(definitions)) {
      const named = relocate(definition, suffix) as JsonSchema;
      const known = this.components[name + suffix];
      assert(!known || same(known, named), `two different schemas are called ${name}`);
      this.components[name + suffix] = named;
    }
    return relocate(rest, suffix) as JsonSchema;
  }

  /** Whether what is sent looks otherwise than what is answered: a default may be left out there and is always said here. */
  #differs(schema: z.ZodType, sent: Definitions): boolean {
    return Object.keys(sent).length > 0 && !same(sent, toJsonSchema(schema, "output").definitions);
  }
}

function toJsonSchema(schema: z.ZodType, io: "input" | "output"): { rest: JsonSchema; definitions: Definitions } {
  const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema;
  return { rest, definitions: $defs as Definitions };
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** Zod refers to `#/$defs/Queue`; the document keeps it at `#/components/schemas/Queue`. */
function relocate(value: unknown, suffix: string): unknown {
  if (Array.isArray(value)) return value.map((child) => relocate(child, suffix));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      if (name !== "$ref" || typeof child !== "string") return [name, relocate(child, suffix)];
      return [name, child.replace("#/$defs/", "#/components/schemas/") + suffix];
    }),
  );
}

import { z } from "zod";

export type JsonSchema = Record<string, unknown>;

/** Gathers the schemas that have a name of their own (Zod's `.meta({ id })`), so that the document says each once. */
export class SchemaBook {
  readonly components: Record<string, JsonSchema> = {};

  /** The JSON Schema of what a client sends (`input`) or gets (`output`), with named parts moved to the components. */
  render(schema: z.ZodType, io: "input" | "output"): JsonSchema {
    const { $schema: _, $defs = {}, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as JsonSchema;
    for (const [name, definition] of Object.entries($defs as Record<string, JsonSchema>)) {
      const { id: __, ...named } = relocate(definition) as JsonSchema;
      this.components[name] = named;
    }
    return relocate(rest) as JsonSchema;
  }
}

/** Zod refers to `#/$defs/Queue`; the document keeps it at `#/components/schemas/Queue`. */
function relocate(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(relocate);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, child]) => {
      if (name !== "$ref" || typeof child !== "string") return [name, relocate(child)];
      return [name, child.replace("#/$defs/", "#/components/schemas/")];
    }),
  );
}

import type { z } from "zod";

/** The names that a schema knows at a place of what it checks; none where it is no object, or not one alone. */
export function knownNames(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [step, ...rest] = path;
  const def = bare(schema)._zod.def as Def;
  if (step === undefined) return Object.keys(def.shape ?? {});
  const next = typeof step === "number" ? def.element : def.shape?.[String(step)];
  return next ? knownNames(next, rest) : [];
}

/** What a schema is made of, as far as it matters here: https://zod.dev/packages/core */
interface Def {
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly element?: z.ZodType;
  /** What is optional, nullable or has a default. */
  readonly innerType?: z.ZodType;
  /** What goes into a transformation. */
  readonly in?: z.ZodType;
}

function bare(schema: z.ZodType): z.ZodType {
  const { innerType, in: before } = schema._zod.def as Def;
  const inner = innerType ?? before;
  return inner ? bare(inner) : schema;
}

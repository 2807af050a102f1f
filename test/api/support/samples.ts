/** As much of JSON Schema as Zod writes. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minItems?: number;
  readonly minimum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly default?: unknown;
}

/** Values that have broken programs before. */
const NASTY: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e308,
  "",
  " ",
  "a".repeat(3000),
  "../..",
  "a\0b",
  "\u{1F600}",
  "\ud800",
  "__proto__",
  "constructor",
  "%zz",
  "arn:aws:sqs:us-east-1:000000000000:",
  "s3://",
  [],
  {},
  [[]],
  { a: { b: [null] } },
  JSON.parse('{"__proto__":{"polluted":true}}'),
];

/** The smallest value that a schema may take for valid; names are `web`. */
function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf?.[0]) return sample(schema.anyOf[0]);
  switch (schema.type) {
    case "object":
      return Object.fromEntries((schema.required ?? []).map((name) => [name, sample(schema.properties?.[name] ?? {})]));
    case "array":
      return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}));
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return false;
    default:
      return "web";
  }
}

/** The sample with one member replaced, for every member at any depth and every nasty value. */
export function* nastyVariants(schema: Schema): Generator<unknown> {
  yield* NASTY;
  const base = sample(schema);
  for (const [name, member] of Object.entries(schema.properties ?? {})) {
    for (const nasty of nastyVariants(member)) yield { ...(base as object), [name]: nasty };
  }
  const option = schema.anyOf?.find(({ properties }) => properties);
  if (option) yield* nastyVariants(option);
  if (schema.items) for (const nasty of nastyVariants(schema.items)) yield [nasty];
}

import type {
  ErrorModel,
  HttpPattern,
  Member,
  OperationModel,
  ServiceModel,
  Structure,
  WireProtocol,
} from "../../shared/protocols/model.ts";
import type { Constraint, Constraints } from "./constraints.ts";
import { httpPattern } from "./http-pattern.ts";
import { isSchema, readMember, type Schema, traitsOf } from "./read-schema.ts";

export interface Source {
  /** Everything that the client's package exports. */
  readonly client: Readonly<Record<string, unknown>>;
  readonly settings: { readonly version: string; readonly serviceTarget: string; readonly xmlNamespace?: string };
  readonly protocol: WireProtocol;
  readonly constraints: Constraints;
  /** Operations that are built. */
  readonly built: ReadonlySet<string>;
  /** Whether the model keeps lengths, ranges, patterns and enums: for services whose front door checks them. */
  readonly validates: boolean;
}

const UNIT = "unit";

export function buildModel({ client, settings, protocol, constraints, built, validates }: Source): ServiceModel {
  const structures: Record<string, Structure> = {};
  const use = (schema: Schema): void => {
    if (structures[schema[2]]) return;
    // Before its members: structures may hold themselves.
    structures[schema[2]] = { members: {} };
    structures[schema[2]] = readStructure(schema, constraints.structures[schema[2]], validates, use);
  };
  const operations: Record<string, OperationModel> = {};
  const unbuilt: Record<string, HttpPattern | null> = {};
  const isRest = protocol.startsWith("rest");
  for (const schema of schemasOf(client, [9])) {
    const [, , name, rawTraits, inputRef, outputRef] = schema;
    const { http, httpChecksum } = traitsOf(rawTraits);
    const input = resolve(inputRef);
    const shape = input && readStructure(input, {}, false, () => {});
    const pattern = isRest && http ? httpPattern(http, shape) : undefined;
    if (!built.has(name)) {
      unbuilt[name] = pattern ?? null;
      continue;
    }
    const output = resolve(outputRef);
    if (input) use(input);
    if (output) use(output);
    operations[name] = {
      ...(input ? { input: input[2] } : {}),
      ...(output ? { output: output[2] } : {}),
      ...(pattern ? { http: pattern } : {}),
      ...(httpChecksum ? { checksum: true } : {}),
    };
  }
  const { version, serviceTarget: target, xmlNamespace } = settings;
  return {
    version,
    target,
    protocol,
    ...(xmlNamespace ? { xmlNamespace } : {}),
    operations,
    unbuilt,
    structures: Object.fromEntries(Object.entries(structures).sort(([left], [right]) => (left < right ? -1 : 1))),
    errors: Object.fromEntries(schemasOf(client, [-3]).map((schema) => [schema[2], readError(schema, constraints)])),
  };
}

function schemasOf(client: Source["client"], kinds: readonly number[]): Schema[] {
  return Object.entries(client)
    .filter(([name]) => name.endsWith("$"))
    .map(([, value]) => value)
    .filter((value) => isSchema(value) && kinds.includes(value[0]))
    .sort((left, right) => ((left as Schema)[2] < (right as Schema)[2] ? -1 : 1)) as Schema[];
}

/** An operation's structure; undefined when it has none. */
function resolve(ref: unknown): Schema | undefined {
  const value = typeof ref === "function" ? ref() : ref;
  return value === UNIT || !isSchema(value) || value[2] === "Unit" ? undefined : value;
}

function readStructure(
  schema: Schema,
  constraints: Readonly<Record<string, Constraint>> = {},
  validates: boolean,
  use: (structure: Schema) => void,
): Structure {
  const [, , , rawTraits, names, refs, required] = schema;
  const { xmlName } = traitsOf(rawTraits);
  const members = (names as string[]).map((name, index): [string, Member] => {
    const member = readMember((refs as unknown[])[index], use);
    return [name, constrain(member, constraints[name] ?? {}, validates)];
  });
  return {
    members: Object.fromEntries(members),
    ...(typeof required === "number" ? { required: (names as string[]).slice(0, required) } : {}),
    ...(typeof xmlName === "string" ? { xmlName } : {}),
  };
}

function constrain(member: Member, constraint: Constraint, validates: boolean): Member {
  const { enum: words, min, max, pattern, type, each } = constraint;
  const rules = {
    ...(words ? { enum: words } : {}),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(pattern === undefined || !isLinear(pattern) ? {} : { pattern: unicodePattern(pattern) }),
  };
  const kept = validates ? { ...member, ...rules } : member;
  if (kept.type === "list" && each) return { ...kept, member: constrain(kept.member, each, validates) };
  // The SDK knows one kind of number. Where AWS's models are silent (newer members), any number will do.
  if (kept.type === "integer") return { ...kept, type: type ?? "double" };
  return kept;
}

/** AWS escapes what needs no escape, which a regular expression of whole characters refuses. */
function unicodePattern(pattern: string): string {
  return pattern.replace(/\\([:=@#&%"',<>~`;!])/g, "$1");
}

/** Patterns run on what clients send. One that repeats a repetition may take exponential time, so it is left out. */
function isLinear(pattern: string): boolean {
  return !/\([^()]*[+*}][^()]*\)\s*[+*{]/.test(pattern);
}

function readError(schema: Schema, { errors }: Constraints): ErrorModel {
  const [, , name, rawTraits, members] = schema;
  const { awsQueryError, httpError } = traitsOf(rawTraits);
  const [queryCode, queryStatus] = (awsQueryError ?? []) as [string?, number?];
  const code = queryCode ?? errors[name]?.code ?? name;
  const status = httpError ?? queryStatus ?? errors[name]?.httpStatusCode;
  const own = (members as string[]).filter((member) => member.toLowerCase() !== "message");
  return {
    ...(code === name ? {} : { code }),
    ...(typeof status === "number" ? { status } : {}),
    ...(own.length > 0 ? { members: own } : {}),
  };
}

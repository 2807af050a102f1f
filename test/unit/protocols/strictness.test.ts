import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import type { Codec } from "../../../shared/protocols/codec.ts";
import { loadModel } from "../../../shared/protocols/load-model.ts";
import type { Member, ServiceModel, WireProtocol } from "../../../shared/protocols/model.ts";
import { parseForm } from "../../../shared/protocols/query/form.ts";
import { createCodec } from "../../../shared/protocols/service-codec.ts";
import { services } from "../../../shared/services/index.ts";
import { wireRequest } from "./support/request.ts";

/*
 * Every member of every operation that is built is read by a compiled codec that refuses what is not of its type, in every protocol
 * that its service speaks: nothing untyped reaches an operation.
 */

const spoken = services.flatMap(({ name, wire }) => (wire ? [{ name, wire }] : []));

interface Place {
  readonly path: readonly { readonly name: string; readonly member: Member }[];
  readonly member: Member;
}

/** Deeper than this a shape only repeats how another is read. */
const MAX_DEPTH = 3;

function placesOf(shape: string, model: ServiceModel, path: Place["path"] = []): Place[] {
  return Object.entries(model.structures[shape]?.members ?? {}).flatMap(([name, member]) => {
    const here = [...path, { name, member }];
    const inner = member.type === "structure" && here.length < MAX_DEPTH ? placesOf(member.shape, model, here) : [];
    return [{ path: here, member }, ...inner];
  });
}

function codeOf(read: () => unknown): string {
  try {
    read();
    return "taken";
  } catch (error) {
    return error instanceof ServiceError ? error.code : `bug: ${String(error)}`;
  }
}

const WRONG_JSON: Readonly<Record<Member["type"], unknown>> = {
  string: 5,
  boolean: "true",
  integer: "x",
  long: 0.5,
  float: "x",
  double: "x",
  timestamp: true,
  blob: "***",
  list: {},
  map: [],
  structure: [],
  document: undefined,
};

function jsonOf({ path, member }: Place): unknown {
  return path.reduceRight<unknown>((inner, { name }) => ({ [name]: inner }), WRONG_JSON[member.type]);
}

/** Types that a text can fail to be. */
const PARSED: ReadonlySet<Member["type"]> = new Set([
  "boolean",
  "integer",
  "long",
  "float",
  "double",
  "timestamp",
  "blob",
]);

function formOf({ path }: Place): string {
  return `${path.map(({ name, member }) => member.xmlName ?? name).join(".")}=***`;
}

/** What one protocol says to a value of the wrong type; undefined where there is none, or the member stands elsewhere. */
function tryOne(protocol: WireProtocol, codec: Codec, operation: string, place: Place): string | undefined {
  const bytes = (text: string) => ({ request: wireRequest({}), bytes: Buffer.from(text) });
  const [first] = place.path;
  if (protocol === "json-1.0" || protocol === "json-1.1" || protocol === "rest-json") {
    if (place.member.type === "document" || first?.member.in !== undefined) return undefined;
    return codeOf(() => codec.read(operation, bytes(JSON.stringify(jsonOf(place)))));
  }
  if (!PARSED.has(place.member.type)) return undefined;
  if (protocol === "query")
    return codeOf(() => codec.read(operation, { ...bytes(""), form: parseForm(formOf(place)) }));
  const { in: where, at = "" } = place.member;
  // HTTP asks to pass over a date that is none, and a stream is read elsewhere.
  if (place.member.type === "timestamp" || place.member.type === "blob") return undefined;
  // Clients spell it True and true; everything else is false.
  if (place.member.type === "boolean" && where !== undefined) return undefined;
  if (where === "query")
    return codeOf(() => codec.read(operation, { ...bytes(""), request: wireRequest({ search: `${at}=***` }) }));
  if (where === "header")
    return codeOf(() => codec.read(operation, { ...bytes(""), request: wireRequest({ headers: { [at]: "***" } }) }));
  return first?.member.in === "payload" ? codeOf(() => codec.read(operation, bytes(xmlOf(place)))) : undefined;
}

function xmlOf({ path }: Place): string {
  return path.reduceRight((inner, { name, member }, index) => {
    const root =
      index === 0 && member.type === "structure" ? (member.xmlName ?? member.shape) : (member.xmlName ?? name);
    return `<${root}>${inner}</${root}>`;
  }, "***");
}

const REFUSALS: Readonly<Record<WireProtocol, readonly string[]>> = {
  "json-1.0": ["SerializationException"],
  "json-1.1": ["SerializationException"],
  "rest-json": ["SerializationException"],
  query: ["MalformedInput"],
  "rest-xml": ["InvalidArgument", "MalformedXML"],
};

describe.each(spoken)("$name", ({ name, wire }) => {
  test("reads every member of every operation strictly, in every protocol", async () => {
    const model = await loadModel(name);
    if (!model) throw new Error(`${name} has no model`);
    let tried = 0;
    for (const protocol of [model.protocol, ...(wire.alsoSpeaks ?? [])]) {
      // What AWS's framework checks besides is another test's.
      const { validation: _, ...unchecked } = wire;
      const codec = createCodec(protocol, model, unchecked);
      for (const [operation, { input }] of Object.entries(model.operations)) {
        for (const place of input === undefined ? [] : placesOf(input, model)) {
          const code = tryOne(protocol, codec, operation, place);
          if (code === undefined) continue;
          tried += 1;
          const where = `${protocol} ${operation} ${place.path.map((step) => step.name).join(".")} (${place.member.type})`;
          expect(REFUSALS[protocol], `${where}: ${code}`).toContain(code);
        }
      }
    }
    expect(tried).toBeGreaterThan(0);
  });
});

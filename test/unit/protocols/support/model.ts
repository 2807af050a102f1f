import type { Structures } from "../../../../shared/protocols/compiled.ts";
import type { Member, ServiceModel, Structure } from "../../../../shared/protocols/model.ts";

const STRING: Member = { type: "string" };

/** Structures with a member of every kind, and one that holds itself. */
const STRUCTURES: Readonly<Record<string, Structure>> = {
  Everything: {
    members: {
      Text: STRING,
      Count: { type: "integer" },
      Big: { type: "long" },
      Ratio: { type: "double" },
      Yes: { type: "boolean" },
      At: { type: "timestamp" },
      Bytes: { type: "blob" },
      List: { type: "list", member: STRING },
      Flat: { type: "list", member: STRING, flattened: true, xmlName: "FlatEntry" },
      Map: { type: "map", key: STRING, value: STRING },
      FlatMap: {
        type: "map",
        key: { type: "string", xmlName: "Name" },
        value: { type: "structure", shape: "Inner", xmlName: "Value" },
        flattened: true,
        xmlName: "Attribute",
      },
      Inner: { type: "structure", shape: "Inner" },
      Self: { type: "structure", shape: "Everything" },
    },
  },
  Inner: { members: { A: STRING, B: { type: "integer" } }, required: ["A"] },
  Item: {
    members: {
      Id: { type: "string", in: "label" },
      Page: { type: "integer", in: "query", at: "page" },
      Tags: { type: "list", member: STRING, in: "query", at: "tag" },
      Since: { type: "timestamp", in: "header", at: "if-modified-since" },
      Meta: { type: "map", key: STRING, value: STRING, in: "prefix-headers", at: "x-meta-" },
      Inner: { type: "structure", shape: "Inner", in: "payload", xmlName: "TheInner" },
    },
    required: ["Id", "Inner"],
  },
  Shown: {
    members: {
      Etag: { type: "string", in: "header", at: "etag" },
      Meta: { type: "map", key: STRING, value: STRING, in: "prefix-headers", at: "x-meta-" },
      Code: { type: "integer", in: "status" },
      Text: STRING,
      Count: { type: "integer" },
    },
    xmlName: "ShownResult",
  },
  Function: { members: { Name: { type: "string", in: "label" }, Text: STRING, Bytes: { type: "blob" } } },
};

export const structures: Structures = (name) => {
  const structure = STRUCTURES[name];
  if (!structure) throw new Error(`no structure ${name}`);
  return structure;
};

export const model: ServiceModel = {
  version: "2026-01-01",
  target: "Service",
  protocol: "json-1.0",
  xmlNamespace: "http://example.amazonaws.com/",
  operations: {
    Do: { input: "Everything", output: "Everything" },
    Nothing: {},
    PutItem: { input: "Item", output: "Shown", http: { method: "PUT", path: "/items/{Id}", status: 201 } },
    CallFunction: {
      input: "Function",
      output: "Shown",
      http: { method: "POST", path: "/functions/{Name}", status: 200 },
    },
  },
  unbuilt: { Other: null },
  structures: STRUCTURES,
  errors: { NotThereException: { code: "NotThere", status: 404, members: ["Resource"] } },
};

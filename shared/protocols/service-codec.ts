import { assert } from "../core/errors.ts";
import type { WireBinding } from "./binding.ts";
import type { Codec } from "./codec.ts";
import type { Structures } from "./compiled.ts";
import { jsonCodec } from "./json/json-codec.ts";
import type { ServiceModel, WireProtocol } from "./model.ts";
import { queryCodec } from "./query/query-codec.ts";
import { restJsonCodec } from "./rest/rest-json-codec.ts";
import { restXmlCodec } from "./rest/rest-xml-codec.ts";
import { validators } from "./validate.ts";

/** What reads and writes a service's messages in a protocol. Nothing is compiled before its first use. */
export function createCodec(protocol: WireProtocol, model: ServiceModel, binding: WireBinding): Codec {
  const structures: Structures = (name) => {
    const structure = model.structures[name];
    assert(structure, `the model has no structure ${name}: has npm run generate been run?`);
    return structure;
  };
  const codec = bareCodec(protocol, model, binding, structures);
  if (!binding.validation) return codec;
  const check = validators(structures, binding.validation.code);
  return {
    ...codec,
    read(operation, source) {
      const members = codec.read(operation, source);
      const shape = model.operations[operation]?.input;
      if (shape !== undefined) check(shape)(members);
      return members;
    },
  };
}

function bareCodec(protocol: WireProtocol, model: ServiceModel, binding: WireBinding, structures: Structures): Codec {
  switch (protocol) {
    case "json-1.0":
    case "json-1.1":
      return jsonCodec(model, structures, {
        version: protocol === "json-1.0" ? "1.0" : "1.1",
        namespace: binding.errorNamespace ?? "",
        queryErrors: binding.alsoSpeaks?.includes("query") === true,
      });
    case "query":
      return queryCodec(model, structures, {
        xmlNamespace: binding.query?.xmlNamespace ?? model.xmlNamespace ?? "",
        errorDetail: binding.query?.errorDetail === true,
      });
    case "rest-json":
      return restJsonCodec(model, structures);
    case "rest-xml":
      return restXmlCodec(model, structures);
  }
}

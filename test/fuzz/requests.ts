import type { WireBinding } from "../../shared/protocols/binding.ts";
import type { ServiceModel } from "../../shared/protocols/model.ts";
import { exampleOf } from "./examples.ts";
import { mutateValue } from "./mutate-value.ts";
import type { Protocol, Sent } from "./sent.ts";
import { type Garden, structureOf } from "./values.ts";
import { writeJson } from "./write-json.ts";
import { writeForm } from "./write-query.ts";
import { headerText, writeRest } from "./write-rest.ts";

/** A service in one of the protocols that it speaks. */
export interface Speaker {
  readonly name: string;
  readonly protocol: Protocol;
  readonly model: ServiceModel;
  readonly binding: WireBinding;
}

/** A request that fits the model, but for what is changed in its values before it is written. */
export function makeRequest(
  { name, protocol, model }: Speaker,
  operation: string,
  garden: Garden,
  mutations: number,
): Sent {
  const shape = model.operations[operation]?.input;
  const example = garden.chance.once(2) ? exampleOf(`${name}.${operation}`, garden.pool, garden.chance) : undefined;
  let input: unknown = example ?? (shape === undefined ? {} : structureOf(shape, garden));
  for (let count = 0; count < mutations; count += 1) input = mutateValue(input, garden.chance);
  const { headers, ...sent } = write();
  return { ...sent, headers: { host: "127.0.0.1:4566", authorization: scope(name), ...headers } };

  function write(): Sent {
    switch (protocol) {
      case "json-1.0":
      case "json-1.1":
        return post(writeJson(input), {
          "content-type": `application/x-amz-json-${protocol.slice(-3)}`,
          "x-amz-target": `${model.target}.${operation}`,
        });
      case "query": {
        const fields = [["Action", operation], ["Version", model.version], ...writeForm(input, shape, model)];
        const text = fields.map(([key = "", value = ""]) => `${encode(key)}=${encode(value)}`).join("&");
        return post(text, { "content-type": "application/x-www-form-urlencoded" });
      }
      default:
        return writeRest(model.operations[operation] ?? {}, input, model, garden.chance);
    }
  }
}

function post(body: string, headers: Record<string, string>): Sent {
  return { method: "POST", path: "/", query: "", headers, body: Buffer.from(body) };
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function scope(service: string): string {
  return headerText(
    `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
  );
}

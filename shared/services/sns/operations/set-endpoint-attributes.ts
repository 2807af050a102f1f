import type { SetEndpointAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { alreadyExists } from "../errors.ts";
import { platformEndpointArn, readEndpoint } from "../mobile.ts";
import { applyEndpointAttributes } from "../mobile-attributes.ts";
import { putEndpoint, tokenKey } from "../table-mobile.ts";

/** A new token is what a device reports after a restore. https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
export const setEndpointAttributes = operation<SetEndpointAttributesInput, Record<string, never>>()({
  service: "sns",
  name: "SetEndpointAttributes",

  async prefetch({ EndpointArn, Attributes = {} }, tools) {
    const { application, endpoint, endpointRow } = await readEndpoint(EndpointArn, tools, "SetEndpointAttributes");
    const attributes = applyEndpointAttributes(endpoint.attributes, Attributes);
    const { Token = "" } = attributes;
    const taken = await tools.store.get(tokenKey(tools.context, application, Token));
    if (taken && taken.value !== endpoint.id) {
      const other = platformEndpointArn(application, String(taken.value));
      const reason = `Endpoint ${other} already exists with the same Token, but different attributes.`;
      throw alreadyExists(`Token Reason: ${reason}`, "mobile-push");
    }
    return { application, endpoint, attributes, Token, version: endpointRow.version };
  },

  commit({ application, endpoint, attributes, Token, version }, _input, context) {
    const change = putEndpoint(context, application, { ...endpoint, attributes }, { version });
    const { Token: before = "" } = endpoint.attributes;
    if (Token === before) return { output: {}, writes: [change] };
    return {
      output: {},
      writes: [
        change,
        { kind: "delete", key: tokenKey(context, application, before) },
        { kind: "put", key: tokenKey(context, application, Token), value: endpoint.id, expect: "absent" },
      ],
    };
  },
});

import type { DeleteEndpointInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { findEndpoint } from "../mobile.ts";
import { platformEndpointKey, tokenKey } from "../table-mobile.ts";

/** Its subscriptions stay, as on AWS. What isn't there is deleted already. https://docs.aws.amazon.com/sns/latest/api/API_DeleteEndpoint.html */
export const deleteEndpoint = operation<DeleteEndpointInput, Record<string, never>>()({
  service: "sns",
  name: "DeleteEndpoint",

  prefetch: ({ EndpointArn }, tools) => findEndpoint(EndpointArn, tools, "DeleteEndpoint", "EndpointArn"),

  commit(found, _input, context) {
    if (!found) return { output: {} };
    const { application, endpoint, endpointRow } = found;
    const key = platformEndpointKey(context, application, endpoint.id);
    return {
      output: {},
      writes: [
        { kind: "delete", key, expect: { version: endpointRow.version } },
        { kind: "delete", key: tokenKey(context, application, endpoint.attributes.Token ?? "") },
      ],
    };
  },
});

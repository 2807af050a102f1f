import type { GetEndpointAttributesInput, GetEndpointAttributesResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readEndpoint } from "../mobile.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetEndpointAttributes.html */
export const getEndpointAttributes = operation<GetEndpointAttributesInput, GetEndpointAttributesResponse>()({
  service: "sns",
  name: "GetEndpointAttributes",

  prefetch: ({ EndpointArn }, tools) => readEndpoint(EndpointArn, tools, "GetEndpointAttributes"),

  commit({ endpoint }) {
    return { output: { Attributes: endpoint.attributes } };
  },
});

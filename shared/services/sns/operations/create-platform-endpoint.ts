import type { CreateEndpointResponse, CreatePlatformEndpointInput } from "@aws-sdk/client-sns";
import { uuid } from "../../../core/ids.ts";
import { operation, type ReadTools } from "../../service.ts";
import { alreadyExists, invalidParameter } from "../errors.ts";
import { platformEndpointArn, readApplication } from "../mobile.ts";
import { applyEndpointAttributes } from "../mobile-attributes.ts";
import {
  applicationKey,
  endpointFromRow,
  type PlatformApplication,
  type PlatformEndpoint,
  platformEndpointKey,
  putEndpoint,
  tokenKey,
} from "../table-mobile.ts";

/** The same token gives the endpoint that is there, unless it is asked to be another. https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html */
export const createPlatformEndpoint = operation<CreatePlatformEndpointInput, CreateEndpointResponse>()({
  service: "sns",
  name: "CreatePlatformEndpoint",

  async prefetch(input, tools) {
    const { application, row } = await readApplication(input.PlatformApplicationArn, tools, "CreatePlatformEndpoint");
    const { Token = "", CustomUserData } = input;
    if (Token === "") throw invalidParameter("Token Reason: no value for required parameter", "mobile-push");
    // AWS was seen to let an attribute go before the parameter of the same name.
    const given = { ...(CustomUserData === undefined ? {} : { CustomUserData }), ...input.Attributes, Token };
    const endpoint = { id: uuid(tools.random), attributes: applyEndpointAttributes({ Enabled: "true" }, given) };
    return {
      application,
      version: row.version,
      endpoint,
      given,
      existing: await findByToken(application, Token, tools),
    };
  },

  commit({ application, version, endpoint, given, existing }, { Token = "" }, context) {
    if (existing) {
      const EndpointArn = platformEndpointArn(application, existing.id);
      const same = Object.entries(given).every(([name, value]) => existing.attributes[name] === value);
      if (same) return { output: { EndpointArn } };
      const reason = `Endpoint ${EndpointArn} already exists with the same Token, but different attributes.`;
      throw alreadyExists(`Token Reason: ${reason}`, "mobile-push");
    }
    return {
      output: { EndpointArn: platformEndpointArn(application, endpoint.id) },
      writes: [
        putEndpoint(context, application, endpoint, "absent"),
        { kind: "put", key: tokenKey(context, application, Token), value: endpoint.id, expect: "absent" },
        { kind: "check", key: applicationKey(context, application), expect: { version } },
      ],
    };
  },
});

async function findByToken(
  application: PlatformApplication,
  token: string,
  { store, context }: ReadTools,
): Promise<PlatformEndpoint | undefined> {
  const entry = await store.get(tokenKey(context, application, token));
  const row = entry && (await store.get(platformEndpointKey(context, application, String(entry.value))));
  return row && endpointFromRow(row);
}

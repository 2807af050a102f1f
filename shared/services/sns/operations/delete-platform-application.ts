import type { DeletePlatformApplicationInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { applicationArn, findApplication, readApplicationArn } from "../mobile.ts";
import { applicationKey } from "../table-mobile.ts";
import { removeEndpointsEffect } from "./remove-endpoints.ts";

/** With its endpoints; what isn't there is deleted already. https://docs.aws.amazon.com/sns/latest/api/API_DeletePlatformApplication.html */
export const deletePlatformApplication = operation<DeletePlatformApplicationInput, Record<string, never>>()({
  service: "sns",
  name: "DeletePlatformApplication",

  prefetch: ({ PlatformApplicationArn }, tools) =>
    findApplication(readApplicationArn(PlatformApplicationArn, tools.context, "DeletePlatformApplication"), tools),

  commit(found, _input, context) {
    if (!found) return { output: {} };
    const { application, row } = found;
    const resource = applicationArn(application);
    const text = `platform application ${application.name} deleted, with its endpoints`;
    return {
      output: {},
      writes: [{ kind: "delete", key: applicationKey(context, application), expect: { version: row.version } }],
      effects: [removeEndpointsEffect(application)],
      events: [{ type: "platform-application.deleted", resource, text }],
    };
  },
});

import type { CreatePlatformApplicationInput, CreatePlatformApplicationResponse } from "@aws-sdk/client-sns";
import { hexId } from "../../../core/ids.ts";
import { operation } from "../../service.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_TOPIC_NAME_LENGTH } from "../limits.ts";
import { applicationArn, findApplication, PLATFORMS } from "../mobile.ts";
import { applyApplicationAttributes, checkCredentials } from "../mobile-attributes.ts";
import { putApplication } from "../table-mobile.ts";

/** The same name again gives the application its new credentials. https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformApplication.html */
export const createPlatformApplication = operation<CreatePlatformApplicationInput, CreatePlatformApplicationResponse>()(
  {
    service: "sns",
    name: "CreatePlatformApplication",

    async prefetch({ Name: name = "", Platform: platform = "", Attributes: given = {} }, tools) {
      if (!PLATFORMS.includes(platform))
        throw invalidParameter(`Platform Reason: ${platform} is not supported`, "mobile-push");
      if (name.length > MAX_TOPIC_NAME_LENGTH || !/^[A-Za-z0-9._-]+$/.test(name))
        throw invalidParameter("Name", "mobile-push");
      checkCredentials(platform, given);
      const found = await findApplication({ platform, name }, tools);
      const before = found?.application.attributes ?? { Enabled: "true" };
      const { account, region } = tools.context;
      const id = found?.application.id ?? hexId(tools.random, 16);
      const application = {
        account,
        region,
        platform,
        name,
        id,
        attributes: applyApplicationAttributes(before, given),
      };
      return { application, version: found?.row.version };
    },

    commit({ application, version }, _input, context) {
      const expect = version === undefined ? ("absent" as const) : { version };
      const resource = applicationArn(application);
      const text = `platform application ${application.name} for ${application.platform} kept: what is published to its endpoints is in the inbox, for want of a push service`;
      return {
        output: { PlatformApplicationArn: resource },
        writes: [putApplication(context, application, expect)],
        events: [{ type: "platform-application.created", resource, text }],
      };
    },
  },
);

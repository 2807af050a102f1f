import type { PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { checkSettingValue, readSettingName, rootArn, settingView } from "../account-settings.ts";
import { settingKey } from "../table-settings.ts";

/** For everybody of the account who has no setting of his own. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSettingDefault.html */
export const putAccountSettingDefault = operation<PutAccountSettingDefaultRequest, PutAccountSettingDefaultResponse>()({
  service: "ecs",
  name: "PutAccountSettingDefault",

  prefetch: async () => undefined,

  commit(_state, { name: asked, value }, context) {
    const name = readSettingName(asked);
    checkSettingValue(name, value);
    const owner = rootArn(context);
    return {
      output: { setting: settingView(name, value, owner) },
      writes: [{ kind: "put", key: settingKey(context, context, owner, name), value }],
    };
  },
});

import type { PutAccountSettingRequest, PutAccountSettingResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { checkSettingValue, readSettingName, settingOwner, settingView } from "../account-settings.ts";
import { settingKey } from "../table-settings.ts";

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PutAccountSetting.html */
export const putAccountSetting = operation<PutAccountSettingRequest, PutAccountSettingResponse>()({
  service: "ecs",
  name: "PutAccountSetting",

  prefetch: async () => undefined,

  commit(_state, { name: asked, value, principalArn }, context) {
    const name = readSettingName(asked);
    checkSettingValue(name, value);
    const owner = settingOwner(principalArn, context);
    return {
      output: { setting: settingView(name, value, owner) },
      writes: [{ kind: "put", key: settingKey(context, context, owner, name), value }],
    };
  },
});

import type { DeleteAccountSettingRequest, DeleteAccountSettingResponse } from "@aws-sdk/client-ecs";
import { operation } from "../../service.ts";
import { effectiveSetting, readSettingName, settingOwner, settingView } from "../account-settings.ts";
import { settingKey } from "../table-settings.ts";

/** What isn't set is no error. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeleteAccountSetting.html */
export const deleteAccountSetting = operation<DeleteAccountSettingRequest, DeleteAccountSettingResponse>()({
  service: "ecs",
  name: "DeleteAccountSetting",

  async prefetch({ name: asked, principalArn }, tools) {
    const name = readSettingName(asked);
    const owner = settingOwner(principalArn, tools.context);
    return { name, owner, value: await effectiveSetting(name, owner, tools) };
  },

  commit({ name, owner, value }, _input, context) {
    return {
      output: { setting: settingView(name, value, owner) },
      writes: [{ kind: "delete", key: settingKey(context, context, owner, name) }],
    };
  },
});

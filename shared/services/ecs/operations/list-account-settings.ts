import type { ListAccountSettingsRequest, ListAccountSettingsResponse, Setting } from "@aws-sdk/client-ecs";
import { encodeToken } from "../../../core/page.ts";
import { operation, type ReadTools } from "../../service.ts";
import { effectiveSetting, readSettingName, SETTING_NAMES, settingOwner, settingView } from "../account-settings.ts";
import { invalidParameter } from "../errors.ts";
import { MAX_LIST_SETTINGS } from "../limits.ts";
import { pageStart } from "../paging.ts";
import { settingKey } from "../table-settings.ts";

/** What is set, or, when they are asked for, the settings that hold. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListAccountSettings.html */
export const listAccountSettings = operation<ListAccountSettingsRequest, ListAccountSettingsResponse>()({
  service: "ecs",
  name: "ListAccountSettings",

  async prefetch(input, tools) {
    const { name, value, maxResults: size = MAX_LIST_SETTINGS } = input;
    if (!Number.isInteger(size) || size < 1 || size > MAX_LIST_SETTINGS) {
      throw invalidParameter(`maxResults must be between 1 and ${MAX_LIST_SETTINGS}.`);
    }
    if (value !== undefined && name === undefined) {
      throw invalidParameter("To filter by value, specify an account setting name, too.");
    }
    const after = pageStart(input) ?? "";
    const only = name === undefined ? undefined : readSettingName(name);
    const settings = await readSettings(input, tools);
    const wanted = settings.filter((one) => (only ?? one.name) === one.name && (value ?? one.value) === one.value);
    return { settings: wanted.filter((one) => (one.name ?? "") > after), size };
  },

  commit({ settings, size }) {
    const page = settings.slice(0, size);
    const next = settings.length > size ? { nextToken: encodeToken(page.at(-1)?.name ?? "") } : {};
    return { output: { settings: page, ...next } };
  },
});

async function readSettings(
  { principalArn, effectiveSettings }: ListAccountSettingsRequest,
  tools: ReadTools,
): Promise<readonly Setting[]> {
  const { context, store } = tools;
  const owner = settingOwner(principalArn, context);
  if (effectiveSettings) {
    const values = await Promise.all(SETTING_NAMES.map((name) => effectiveSetting(name, owner, tools)));
    return SETTING_NAMES.map((name, index) => settingView(name, values[index] ?? "", owner));
  }
  const rows = await store.getMany(SETTING_NAMES.map((name) => settingKey(context, context, owner, name)));
  return SETTING_NAMES.flatMap((name, index) => {
    const row = rows[index];
    return row ? [settingView(name, String(row.value), owner)] : [];
  });
}

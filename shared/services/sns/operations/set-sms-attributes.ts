import type { SetSMSAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { checkSmsAttributes } from "../sms-attributes.ts";
import { smsAttributesFromRow, smsAttributesKey } from "../table-sms.ts";

/** Of these only DefaultSenderID means something here. https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
export const setSmsAttributes = operation<SetSMSAttributesInput, Record<string, never>>()({
  service: "sns",
  name: "SetSMSAttributes",

  async prefetch({ attributes = {} }, { store, context }) {
    checkSmsAttributes(attributes);
    return store.get(smsAttributesKey(context));
  },

  commit(row, { attributes = {} }, context) {
    const all = Object.entries({ ...smsAttributesFromRow(row), ...attributes });
    const value = Object.fromEntries(all.filter(([, text]) => text !== ""));
    const expect = row ? { version: row.version } : ("absent" as const);
    return { output: {}, writes: [{ kind: "put", key: smsAttributesKey(context), value, expect }] };
  },
});

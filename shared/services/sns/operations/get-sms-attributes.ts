import type { GetSMSAttributesInput, GetSMSAttributesResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { smsAttributesFromRow, smsAttributesKey } from "../table-sms.ts";

/** All of them, or those that are named. https://docs.aws.amazon.com/sns/latest/api/API_GetSMSAttributes.html */
export const getSmsAttributes = operation<GetSMSAttributesInput, GetSMSAttributesResponse>()({
  service: "sns",
  name: "GetSMSAttributes",

  prefetch: (_input, { store, context }) => store.get(smsAttributesKey(context)),

  commit(row, { attributes: names = [] }) {
    const all = Object.entries(smsAttributesFromRow(row));
    const wanted = names.length === 0 ? all : all.filter(([name]) => names.includes(name));
    return { output: { attributes: Object.fromEntries(wanted) } };
  },
});

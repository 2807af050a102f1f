import type { DeleteSMSSandboxPhoneNumberInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { sandboxKey } from "../table-sms.ts";
import { sandboxNumberNotFound } from "../text-message.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_DeleteSMSSandboxPhoneNumber.html */
export const deleteSmsSandboxPhoneNumber = operation<DeleteSMSSandboxPhoneNumberInput, Record<string, never>>()({
  service: "sns",
  name: "DeleteSMSSandboxPhoneNumber",

  async prefetch({ PhoneNumber }, { store, context }) {
    const key = sandboxKey(context, readPhoneNumber(PhoneNumber));
    if (!(await store.get(key))) throw sandboxNumberNotFound();
    return key;
  },

  commit(key) {
    return { output: {}, writes: [{ kind: "delete", key }] };
  },
});

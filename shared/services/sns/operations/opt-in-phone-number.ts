import type { OptInPhoneNumberInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { optedOutKey } from "../table-sms.ts";

/** Lets text messages through to a number again; one that never opted out is in already. https://docs.aws.amazon.com/sns/latest/api/API_OptInPhoneNumber.html */
export const optInPhoneNumber = operation<OptInPhoneNumberInput, Record<string, never>>()({
  service: "sns",
  name: "OptInPhoneNumber",

  prefetch: async ({ phoneNumber }) => readPhoneNumber(phoneNumber),

  commit(number, _input, context) {
    return { output: {}, writes: [{ kind: "delete", key: optedOutKey(context, number) }] };
  },
});

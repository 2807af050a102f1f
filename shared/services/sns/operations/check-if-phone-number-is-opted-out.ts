import type { CheckIfPhoneNumberIsOptedOutInput, CheckIfPhoneNumberIsOptedOutResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { optedOutKey } from "../table-sms.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_CheckIfPhoneNumberIsOptedOut.html */
export const checkIfPhoneNumberIsOptedOut = operation<
  CheckIfPhoneNumberIsOptedOutInput,
  CheckIfPhoneNumberIsOptedOutResponse
>()({
  service: "sns",
  name: "CheckIfPhoneNumberIsOptedOut",

  prefetch: ({ phoneNumber }, { store, context }) =>
    store.get(optedOutKey(context, readPhoneNumber(phoneNumber, "PhoneNumber"))),

  commit(row) {
    return { output: { isOptedOut: row !== undefined } };
  },
});

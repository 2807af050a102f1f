import { operation } from "../../service.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { optedOutKey } from "../table-sms.ts";

/** What AWS does when somebody answers a text message with STOP: nothing more is sent to that number. AWS has no such operation. */
export const optOutPhoneNumber = operation<{ readonly PhoneNumber: string }, Record<string, never>>()({
  service: "sns",
  name: "OptOutPhoneNumber",

  prefetch: async ({ PhoneNumber }) => readPhoneNumber(PhoneNumber),

  commit(number, _input, context) {
    return { output: {}, writes: [{ kind: "put", key: optedOutKey(context, number), value: context.now }] };
  },
});

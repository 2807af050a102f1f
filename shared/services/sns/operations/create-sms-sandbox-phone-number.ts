import type { CreateSMSSandboxPhoneNumberInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { SANDBOX_CODE_DIGITS } from "../limits.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { optedOutKey, putSandboxNumber, sandboxFromRow, sandboxKey } from "../table-sms.ts";
import { refuseOptedOut, textEffect } from "../text-message.ts";

/** Sends a one-time password to the number; it is in the inbox. https://docs.aws.amazon.com/sns/latest/api/API_CreateSMSSandboxPhoneNumber.html */
export const createSmsSandboxPhoneNumber = operation<CreateSMSSandboxPhoneNumberInput, Record<string, never>>()({
  service: "sns",
  name: "CreateSMSSandboxPhoneNumber",

  async prefetch({ PhoneNumber }, { store, context, random }) {
    const number = readPhoneNumber(PhoneNumber);
    const [known, optedOut] = await store.getMany([sandboxKey(context, number), optedOutKey(context, number)]);
    if (optedOut) throw refuseOptedOut(number);
    const code = String(random.below(10 ** SANDBOX_CODE_DIGITS)).padStart(SANDBOX_CODE_DIGITS, "0");
    return { number, code, known: known && sandboxFromRow(known) };
  },

  commit({ number, code, known }, _input, context) {
    if (known?.status === "Verified") return { output: {} };
    const text = `Your verification code for the SMS sandbox of Amazon SNS is ${code}.`;
    return {
      output: {},
      writes: [putSandboxNumber(context, number, { status: "Pending", code })],
      effects: [textEffect({ to: number, text }, context)],
    };
  },
});

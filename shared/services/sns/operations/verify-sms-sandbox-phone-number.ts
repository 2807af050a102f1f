import type { VerifySMSSandboxPhoneNumberInput } from "@aws-sdk/client-sns";
import { ServiceError } from "../../../core/errors.ts";
import { operation } from "../../service.ts";
import { readPhoneNumber } from "../phone-number.ts";
import { putSandboxNumber, sandboxFromRow, sandboxKey } from "../table-sms.ts";
import { sandboxNumberNotFound } from "../text-message.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
export const verifySmsSandboxPhoneNumber = operation<VerifySMSSandboxPhoneNumberInput, Record<string, never>>()({
  service: "sns",
  name: "VerifySMSSandboxPhoneNumber",

  async prefetch({ PhoneNumber }, { store, context }) {
    const number = readPhoneNumber(PhoneNumber);
    const row = await store.get(sandboxKey(context, number));
    if (!row) throw sandboxNumberNotFound();
    return { number, stored: sandboxFromRow(row) };
  },

  commit({ number, stored }, { OneTimePassword }, context) {
    if (stored.code !== OneTimePassword) {
      const details = { Status: stored.status };
      throw new ServiceError("VerificationException", "The one-time password is not the one that was sent", {
        details,
      });
    }
    return { output: {}, writes: [putSandboxNumber(context, number, { ...stored, status: "Verified" })] };
  },
});

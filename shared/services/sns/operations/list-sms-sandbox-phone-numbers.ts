import type { ListSMSSandboxPhoneNumbersInput, ListSMSSandboxPhoneNumbersResult } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { cutPage, pageQuery } from "../page.ts";
import { sandboxFromRow, sandboxPartition } from "../table-sms.ts";

/** In the order of the numbers. https://docs.aws.amazon.com/sns/latest/api/API_ListSMSSandboxPhoneNumbers.html */
export const listSmsSandboxPhoneNumbers = operation<
  ListSMSSandboxPhoneNumbersInput,
  ListSMSSandboxPhoneNumbersResult
>()({
  service: "sns",
  name: "ListSMSSandboxPhoneNumbers",

  async prefetch(input, { store, context }) {
    return cutPage(await store.query({ ...sandboxPartition(context), ...pageQuery(input) }), input);
  },

  commit({ rows, next }) {
    const PhoneNumbers = rows.map((row) => ({ PhoneNumber: row.sort, Status: sandboxFromRow(row).status }));
    return { output: { PhoneNumbers, ...next } };
  },
});

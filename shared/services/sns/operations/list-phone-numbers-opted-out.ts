import type { ListPhoneNumbersOptedOutInput, ListPhoneNumbersOptedOutResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { cutPage, pageQuery } from "../page.ts";
import { optedOutPartition } from "../table-sms.ts";

/** 100 a page, in the order of the numbers. https://docs.aws.amazon.com/sns/latest/api/API_ListPhoneNumbersOptedOut.html */
export const listPhoneNumbersOptedOut = operation<ListPhoneNumbersOptedOutInput, ListPhoneNumbersOptedOutResponse>()({
  service: "sns",
  name: "ListPhoneNumbersOptedOut",

  async prefetch({ nextToken }, { store, context }) {
    const found = await store.query({ ...optedOutPartition(context), ...pageQuery({ NextToken: nextToken }) });
    return cutPage(found, {});
  },

  commit({ rows, next: { NextToken } }) {
    const next = NextToken === undefined ? {} : { nextToken: NextToken };
    return { output: { phoneNumbers: rows.map(({ sort }) => sort), ...next } };
  },
});

import type { ListOriginationNumbersRequest, ListOriginationNumbersResult } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";

/** Origination numbers are bought elsewhere, and nobody can buy any here. https://docs.aws.amazon.com/sns/latest/api/API_ListOriginationNumbers.html */
export const listOriginationNumbers = operation<ListOriginationNumbersRequest, ListOriginationNumbersResult>()({
  service: "sns",
  name: "ListOriginationNumbers",
  prefetch: async () => undefined,
  commit: () => ({ output: { PhoneNumbers: [] } }),
});

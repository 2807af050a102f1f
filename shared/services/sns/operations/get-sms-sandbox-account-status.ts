import type { GetSMSSandboxAccountStatusInput, GetSMSSandboxAccountStatusResult } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";

/** Every number may be sent to here, so no account is in the sandbox. https://docs.aws.amazon.com/sns/latest/api/API_GetSMSSandboxAccountStatus.html */
export const getSmsSandboxAccountStatus = operation<
  GetSMSSandboxAccountStatusInput,
  GetSMSSandboxAccountStatusResult
>()({
  service: "sns",
  name: "GetSMSSandboxAccountStatus",
  prefetch: async () => undefined,
  commit: () => ({ output: { IsInSandbox: false } }),
});

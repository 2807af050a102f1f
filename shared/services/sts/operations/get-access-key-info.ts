import type { GetAccessKeyInfoRequest, GetAccessKeyInfoResponse } from "@aws-sdk/client-sts";
import { accountOfKey } from "../../../core/access-key-id.ts";
import { operation } from "../../service.ts";
import { validationError } from "../errors.ts";

/**
 * The account that a key's id says. Whether there is such a key, AWS does not say either.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html
 */
export const getAccessKeyInfo = operation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>()({
  service: "sts",
  name: "GetAccessKeyInfo",

  prefetch: async () => undefined,

  commit(_state, { AccessKeyId = "" }) {
    const Account = accountOfKey(AccessKeyId);
    if (Account === undefined) throw validationError("Request is invalid: the access key id names no account.");
    return { output: { Account } };
  },
});

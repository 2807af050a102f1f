import type { GetDataProtectionPolicyInput, GetDataProtectionPolicyResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readTopic } from "../stored.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetDataProtectionPolicy.html */
export const getDataProtectionPolicy = operation<GetDataProtectionPolicyInput, GetDataProtectionPolicyResponse>()({
  service: "sns",
  name: "GetDataProtectionPolicy",

  prefetch: ({ ResourceArn }, tools) => readTopic(ResourceArn, tools, "GetDataProtectionPolicy"),

  commit({ topic: { dataProtectionPolicy } }) {
    return { output: dataProtectionPolicy === undefined ? {} : { DataProtectionPolicy: dataProtectionPolicy } };
  },
});

import type {
  GetPlatformApplicationAttributesInput,
  GetPlatformApplicationAttributesResponse,
} from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readApplication } from "../mobile.ts";
import { shownAttributes } from "../mobile-attributes.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_GetPlatformApplicationAttributes.html */
export const getPlatformApplicationAttributes = operation<
  GetPlatformApplicationAttributesInput,
  GetPlatformApplicationAttributesResponse
>()({
  service: "sns",
  name: "GetPlatformApplicationAttributes",

  prefetch: ({ PlatformApplicationArn }, tools) =>
    readApplication(PlatformApplicationArn, tools, "GetPlatformApplicationAttributes"),

  commit({ application }) {
    return { output: { Attributes: shownAttributes(application.attributes) } };
  },
});

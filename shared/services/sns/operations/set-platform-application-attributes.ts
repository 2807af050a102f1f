import type { SetPlatformApplicationAttributesInput } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { readApplication } from "../mobile.ts";
import { applyApplicationAttributes } from "../mobile-attributes.ts";
import { putApplication } from "../table-mobile.ts";

/** https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
export const setPlatformApplicationAttributes = operation<
  SetPlatformApplicationAttributesInput,
  Record<string, never>
>()({
  service: "sns",
  name: "SetPlatformApplicationAttributes",

  async prefetch({ PlatformApplicationArn, Attributes = {} }, tools) {
    const { application, row } = await readApplication(
      PlatformApplicationArn,
      tools,
      "SetPlatformApplicationAttributes",
    );
    const attributes = applyApplicationAttributes(application.attributes, Attributes);
    return { changed: { ...application, attributes }, version: row.version };
  },

  commit({ changed, version }, _input, context) {
    return { output: {}, writes: [putApplication(context, changed, { version })] };
  },
});

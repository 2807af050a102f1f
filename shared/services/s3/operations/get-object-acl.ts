import type { GetObjectAclOutput, GetObjectAclRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { readObject } from "../found-object.ts";
import { rightsOf } from "../object-rights.ts";

const READ = { action: "s3:GetObjectAcl", versionAction: "s3:GetObjectVersionAcl" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl = operation<GetObjectAclRequest, GetObjectAclOutput>()({
  service: "s3",
  name: "GetObjectAcl",

  async prefetch(input, tools) {
    const { bucket, object } = await readObject(input, tools, READ);
    return rightsOf(bucket, object, tools);
  },

  commit: ({ owner, grants }) => ({ output: { Owner: { ID: owner }, Grants: [...grants] } }),
});

import type { GetObjectAclOutput, GetObjectAclRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { readObject } from "../found-object.ts";
import { objectOwners, privateGrants } from "../object-acl.ts";

const READ = { action: "s3:GetObjectAcl", versionAction: "s3:GetObjectVersionAcl" } as const;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectAcl.html */
export const getObjectAcl = operation<GetObjectAclRequest, GetObjectAclOutput>()({
  service: "s3",
  name: "GetObjectAcl",
  prefetch: (input, tools) => readObject(input, tools, READ),
  commit: ({ bucket, object }) => ({
    output: { Owner: { ID: objectOwners(bucket).owner }, Grants: [...(object.grants ?? privateGrants(bucket))] },
  }),
});

import type { PutObjectAclOutput, PutObjectAclRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { neededGrants } from "../acl.ts";
import { readObject } from "../found-object.ts";
import { notify } from "../notify.ts";
import { checkGrants, isPrivate, objectOwners } from "../object-acl.ts";
import { rewrite } from "../rewrite-version.ts";
import { shownId } from "../standing.ts";
import { bucketArn } from "../table.ts";

const WRITE = { action: "s3:PutObjectAcl", versionAction: "s3:PutObjectVersionAcl" } as const;

/** Only where the bucket's ownership controls let lists count. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectAcl.html */
export const putObjectAcl = operation<PutObjectAclRequest, PutObjectAclOutput>()({
  service: "s3",
  name: "PutObjectAcl",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, { ...WRITE, method: "PUT" });
    const grants = neededGrants(input, objectOwners(found.bucket));
    await checkGrants(grants, found.bucket, tools);
    return { found, grants };
  },

  commit({ found, grants }, _input, context) {
    const { bucket, key, object } = found;
    const id = bucket.versioning ? { versionId: shownId(object) } : {};
    const { sequencer } = object;
    const { effects, events } = notify({ event: "ObjectAcl:Put", bucket, key, sequencer, object, ...id }, context);
    const to = grants.map(({ Grantee, Permission }) => `${Permission} to ${Grantee?.URI ?? Grantee?.ID}`).join(", ");
    const told = {
      type: "object.acl",
      resource: bucketArn(bucket.name),
      text: `${key} in ${bucket.name} grants ${to}`,
      detail: { key, ...id },
    };
    return {
      output: {},
      writes: [rewrite(found, { grants: isPrivate(grants, bucket) ? undefined : grants })],
      effects,
      events: [told, ...events],
    };
  },
});

import type { PutObjectAclOutput, PutObjectAclRequest } from "@aws-sdk/client-s3";
import { canonicalUserId } from "../../../core/policy/canonical-user.ts";
import { operation } from "../../service.ts";
import { checkNamedOwner, neededGrants } from "../acl.ts";
import { isPrivate } from "../canned-acl.ts";
import { readObject } from "../found-object.ts";
import { notify } from "../notify.ts";
import { checkGrants } from "../object-acl.ts";
import { rightsOf } from "../object-rights.ts";
import { replicateAgain } from "../replication-targets.ts";
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
    const { bucket, object } = found;
    const { owner } = await rightsOf(bucket, object, tools);
    const grants = neededGrants(input, { owner, bucketOwner: canonicalUserId(bucket.account) });
    await checkGrants(grants, bucket, tools);
    checkNamedOwner(input, owner);
    return { found, owner, grants };
  },

  commit({ found, owner, grants }, _input, context) {
    const { bucket, key, object } = found;
    const id = bucket.versioning ? { versionId: shownId(object) } : {};
    const { sequencer } = object;
    const { effects, events } = notify({ event: "ObjectAcl:Put", bucket, key, sequencer, object, ...id }, context);
    const again = replicateAgain(bucket, key, object);
    const to = grants.map(({ Grantee, Permission }) => `${Permission} to ${Grantee?.URI ?? Grantee?.ID}`).join(", ");
    const told = {
      type: "object.acl",
      resource: bucketArn(bucket.name),
      text: `${key} in ${bucket.name} grants ${to}`,
      detail: { key, ...id },
    };
    return {
      output: {},
      writes: [rewrite(found, { grants: isPrivate(grants, owner) ? undefined : grants, ...again.changed })],
      effects: [...effects, ...again.effects],
      events: [told, ...events],
    };
  },
});

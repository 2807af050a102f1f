import type { PutObjectLegalHoldOutput, PutObjectLegalHoldRequest } from "@aws-sdk/client-s3";
import { operation } from "../../service.ts";
import { malformedXml } from "../errors.ts";
import { readObject } from "../found-object.ts";
import { hasLocks, isHold, noLockConfiguration } from "../object-lock.ts";
import { replicateAgain } from "../replication-targets.ts";
import { rewrite } from "../rewrite-version.ts";
import { bucketArn } from "../table.ts";

const WRITE = { action: "s3:PutObjectLegalHold", versionAction: "s3:PutObjectLegalHold", method: "PUT" } as const;

/** Locks a version until somebody says otherwise. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLegalHold.html */
export const putObjectLegalHold = operation<PutObjectLegalHoldRequest, PutObjectLegalHoldOutput>()({
  service: "s3",
  name: "PutObjectLegalHold",

  async prefetch(input, tools) {
    const found = await readObject(input, tools, WRITE);
    if (!hasLocks(found.bucket)) throw noLockConfiguration();
    const legalHold = input.LegalHold?.Status;
    if (!isHold(legalHold)) throw malformedXml();
    return { found, legalHold };
  },

  commit({ found, legalHold }) {
    const { bucket, key, object } = found;
    const again = replicateAgain(bucket, key, object);
    return {
      output: {},
      writes: [rewrite(found, { lock: { ...object.lock, legalHold }, ...again.changed })],
      effects: again.effects,
      events: [
        {
          type: "object.legal-hold",
          resource: bucketArn(bucket.name),
          text: `legal hold on ${key} in ${bucket.name} is ${legalHold}`,
          detail: { key },
        },
      ],
    };
  },
});

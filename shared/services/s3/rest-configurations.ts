import type { z } from "zod";
import { type RestApi, type Route, route } from "../service.ts";
import { deleteBucketCors } from "./operations/delete-bucket-cors.ts";
import { deleteBucketEncryption } from "./operations/delete-bucket-encryption.ts";
import { deleteBucketLifecycle } from "./operations/delete-bucket-lifecycle.ts";
import { deleteBucketPolicy } from "./operations/delete-bucket-policy.ts";
import { deleteBucketReplication } from "./operations/delete-bucket-replication.ts";
import { deleteBucketTagging } from "./operations/delete-bucket-tagging.ts";
import { deletePublicAccessBlock } from "./operations/delete-public-access-block.ts";
import { getBucketCors } from "./operations/get-bucket-cors.ts";
import { getBucketEncryption } from "./operations/get-bucket-encryption.ts";
import { getBucketLifecycleConfiguration } from "./operations/get-bucket-lifecycle-configuration.ts";
import { getBucketPolicy } from "./operations/get-bucket-policy.ts";
import { getBucketPolicyStatus } from "./operations/get-bucket-policy-status.ts";
import { getBucketReplication } from "./operations/get-bucket-replication.ts";
import { getBucketTagging } from "./operations/get-bucket-tagging.ts";
import { getPublicAccessBlock } from "./operations/get-public-access-block.ts";
import { putBucketCors } from "./operations/put-bucket-cors.ts";
import { putBucketEncryption } from "./operations/put-bucket-encryption.ts";
import { putBucketLifecycleConfiguration } from "./operations/put-bucket-lifecycle-configuration.ts";
import { putBucketPolicy } from "./operations/put-bucket-policy.ts";
import { putBucketReplication } from "./operations/put-bucket-replication.ts";
import { putBucketTagging } from "./operations/put-bucket-tagging.ts";
import { putPublicAccessBlock } from "./operations/put-public-access-block.ts";
import * as schemas from "./rest-configuration-schemas.ts";
import * as shapes from "./rest-configuration-shapes.ts";
import { replication, replicationConfiguration, replicationShown } from "./rest-replication.ts";
import { bucketParams } from "./rest-schemas.ts";

/** A bucket's configurations are resources below it, all of one form: shown, put over each other, deleted. */
interface Resource<Body extends z.ZodType, Shown extends z.ZodType> {
  /** In the path: `public-access`. */
  readonly path: string;
  /** In operation ids: `PublicAccess`. */
  readonly id: string;
  /** In summaries: `what a bucket lets anybody do`. */
  readonly what: string;
  readonly body: Body;
  readonly shown: Shown;
  read(Bucket: string, api: RestApi): Promise<z.input<Shown>>;
  put(Bucket: string, body: z.output<Body>, api: RestApi, account: string): Promise<unknown>;
  /** What a put is answered that left nothing to read; undefined when it left something. */
  emptied?(body: z.output<Body>): z.input<Shown> | undefined;
  remove(Bucket: string, api: RestApi): Promise<unknown>;
}

function resource<Body extends z.ZodType, Shown extends z.ZodType>(one: Resource<Body, Shown>): readonly Route[] {
  const path = `/v1/buckets/{bucket}/${one.path}`;
  return [
    route({
      method: "GET",
      path,
      id: `getBucket${one.id}`,
      summary: `Show ${one.what}`,
      params: bucketParams,
      response: { status: 200, description: "As it is", schema: one.shown },
      async handle({ params }, api) {
        return { status: 200, json: await one.read(params.bucket, api) };
      },
    }),
    route({
      method: "PUT",
      path,
      id: `putBucket${one.id}`,
      summary: `Set ${one.what}`,
      params: bucketParams,
      body: one.body,
      response: { status: 200, description: "As it is now: this replaces all that there was", schema: one.shown },
      async handle({ params, body, account }, api) {
        await one.put(params.bucket, body, api, account);
        return { status: 200, json: one.emptied?.(body) ?? (await one.read(params.bucket, api)) };
      },
    }),
    route({
      method: "DELETE",
      path,
      id: `deleteBucket${one.id}`,
      summary: `Delete ${one.what}`,
      params: bucketParams,
      response: { status: 204, description: "Gone" },
      async handle({ params }, api) {
        await one.remove(params.bucket, api);
        return { status: 204 };
      },
    }),
  ];
}

export const configurationRoutes: readonly Route[] = [
  ...resource({
    path: "policy",
    id: "Policy",
    what: "a bucket's policy: who else may do what with it",
    body: schemas.policy,
    shown: schemas.storedPolicy,
    async read(Bucket, api) {
      const { Policy = "" } = await api.call(getBucketPolicy, { Bucket });
      const { PolicyStatus } = await api.call(getBucketPolicyStatus, { Bucket });
      return { policy: JSON.parse(Policy), public: PolicyStatus?.IsPublic === true };
    },
    put: (Bucket, { policy }, api) => api.call(putBucketPolicy, { Bucket, Policy: JSON.stringify(policy) }),
    remove: (Bucket, api) => api.call(deleteBucketPolicy, { Bucket }),
  }),
  ...resource({
    path: "cors",
    id: "Cors",
    what: "which web pages a bucket lets in",
    body: schemas.cors,
    shown: schemas.cors,
    read: async (Bucket, api) => shapes.corsShown(await api.call(getBucketCors, { Bucket })),
    put: (Bucket, { rules }, api) =>
      api.call(putBucketCors, { Bucket, CORSConfiguration: { CORSRules: rules.map(shapes.corsRule) } }),
    remove: (Bucket, api) => api.call(deleteBucketCors, { Bucket }),
  }),
  ...resource({
    path: "lifecycle",
    id: "Lifecycle",
    what: "when a bucket's objects expire",
    body: schemas.lifecycle,
    shown: schemas.lifecycle,
    read: async (Bucket, api) => shapes.lifecycleShown(await api.call(getBucketLifecycleConfiguration, { Bucket })),
    put: (Bucket, { rules }, api) =>
      api.call(putBucketLifecycleConfiguration, {
        Bucket,
        LifecycleConfiguration: { Rules: rules.map(shapes.lifecycleRule) },
      }),
    remove: (Bucket, api) => api.call(deleteBucketLifecycle, { Bucket }),
  }),
  ...resource({
    path: "replication",
    id: "Replication",
    what: "where a bucket's new objects are copied to",
    body: replication,
    shown: replication,
    read: async (Bucket, api) => replicationShown(await api.call(getBucketReplication, { Bucket })),
    put: (Bucket, body, api, account) =>
      api.call(putBucketReplication, {
        Bucket,
        ReplicationConfiguration: replicationConfiguration(body, account),
      }),
    remove: (Bucket, api) => api.call(deleteBucketReplication, { Bucket }),
  }),
  ...resource({
    path: "tags",
    id: "Tags",
    what: "a bucket's tags",
    body: schemas.tags,
    shown: schemas.tags,
    read: async (Bucket, api) => shapes.tagsShown(await api.call(getBucketTagging, { Bucket })),
    put: (Bucket, { tags }, api) => api.call(putBucketTagging, { Bucket, Tagging: shapes.tagging(tags) }),
    emptied: (body) => (Object.keys(body.tags).length === 0 ? body : undefined),
    remove: (Bucket, api) => api.call(deleteBucketTagging, { Bucket }),
  }),
  ...resource({
    path: "public-access",
    id: "PublicAccess",
    what: "how a bucket keeps the public out",
    body: schemas.publicAccess,
    shown: schemas.publicAccess,
    read: async (Bucket, api) => shapes.publicAccessShown(await api.call(getPublicAccessBlock, { Bucket })),
    put: (Bucket, body, api) =>
      api.call(putPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: shapes.publicAccessBlock(body) }),
    remove: (Bucket, api) => api.call(deletePublicAccessBlock, { Bucket }),
  }),
  ...resource({
    path: "encryption",
    id: "Encryption",
    what: "a bucket's default encryption",
    body: schemas.encryption,
    shown: schemas.encryption,
    read: async (Bucket, api) => shapes.encryptionShown(await api.call(getBucketEncryption, { Bucket })),
    put: (Bucket, body, api) =>
      api.call(putBucketEncryption, { Bucket, ServerSideEncryptionConfiguration: shapes.encryption(body) }),
    remove: (Bucket, api) => api.call(deleteBucketEncryption, { Bucket }),
  }),
];

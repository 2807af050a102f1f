import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

export const replicationDocs: readonly DocTerm[] = [
  {
    term: "replication",
    title: "Replication",
    kind: "concept",
    summary: "Rules by which what is stored in one bucket is copied to another, version by version.",
    body: [
      "A rule says which new objects (by prefix, tags or both) go to which bucket. Both buckets need [versioning](versioning), because a replica is a version: it has its source's version id, date, ETag, metadata and tags. The source answers `x-amz-replication-status: PENDING` (in REST `x-replication-status`), then COMPLETED or FAILED; the replica answers REPLICA. Where several rules for one destination fit an object, that of the highest priority counts. A role tells what S3 may do on your behalf; a bucket of another account must let the role in by its policy.",
      "What was stored before the rule stays where it is, and so do replicas of others, what lifecycle rules do, and what a KMS key encrypts unless a rule selects it. Deleting a version by its id is never replicated: whoever empties one bucket by mistake still has the other. Delete markers go along where the rule says so. Tags, retention, legal holds and lists that change later are changed at the replica, too.",
      "There are two schemas. Rules with a Filter need a Priority and a DeleteMarkerReplication; the older ones have a Prefix instead, may have neither, and take delete markers along.",
      "Here objects are replicated at once, where AWS takes seconds to minutes. The journal says of each where it went and by which rule, or why it could not go: the destination is gone, keeps no versions, has no Object Lock for what is locked, or refuses by its policy.",
      'Try: switch versioning on for two buckets, `PUT /v1/buckets/{bucket}/replication` with `{"rules":[{"destination":"copies"}]}`, store an object in the first and list the versions of the second.',
    ].join("\n\n"),
    references: [
      `${GUIDE}/replication.html`,
      `${GUIDE}/replication-what-is-isnt-replicated.html`,
      `${GUIDE}/replication-add-config.html`,
      `${GUIDE}/replication-failure-codes.html`,
    ],
    aliases: ["bucket-replication", "replication-rule", "replication-status", "replica", "put-bucket-replication"],
    related: ["bucket", "versioning", "delete-marker"],
  },
];

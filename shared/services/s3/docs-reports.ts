import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

/** What a bucket may have many of, each with an id. */
export const reportDocs: readonly DocTerm[] = [
  {
    term: "named-configurations",
    title: "Inventories, analyses, metrics and tierings",
    kind: "concept",
    summary:
      "Settings of which a bucket may have 1,000 of each kind, each with an id: what AWS is to report, and move.",
    body: [
      "An **inventory** is a list of a bucket's objects, written to another bucket every day or week. An **analysis** watches how old objects are when they are read, to tell which storage class would be cheaper. **Request metrics** count requests, for CloudWatch. A **tiering** lets objects of the class INTELLIGENT_TIERING go on into archive tiers, 90 days or more (180 for the deep one) after their last use.",
      "Each has an id of up to 64 letters, digits, `.`, `-` and `_`, in the request and in its document; both must be the same. A filter names a prefix, a tag, or within And two and more of them. Putting one with an id that is there replaces it. Lists come a hundred at a time, in the order of the ids.",
      "Here all of them are checked, stored and answered, so that tools find what they set. Nothing is written, counted or moved.",
    ].join("\n\n"),
    references: [
      `${GUIDE}/storage-inventory.html`,
      `${GUIDE}/analytics-storage-class.html`,
      `${GUIDE}/metrics-configurations.html`,
      `${GUIDE}/intelligent-tiering.html`,
    ],
    aliases: [
      "inventory",
      "analytics-configuration",
      "metrics-configuration",
      "intelligent-tiering",
      "put-bucket-inventory-configuration",
    ],
    related: ["bucket", "storage-class"],
  },
];

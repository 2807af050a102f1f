import type { Client } from "../api/client.ts";
import { every } from "../api/every.ts";
import type { ListedBucket, ListedObject } from "../api/operations.ts";
import { branch, byLabel, hint, spokenSize, type TreeNode } from "./node.ts";

export const bucketsBranch = branch(
  {
    id: "buckets",
    label: "Buckets",
    icon: "database",
    term: "bucket",
    resource: { kind: "buckets" },
    expanded: true,
    empty: { label: "Create a bucket", command: "createBucket" },
  },
  ["s3"],
  async (client) => {
    const buckets = await every(
      (nextToken) => client.call("listBuckets", { query: { region: "*", ...(nextToken ? { nextToken } : {}) } }),
      (page) => page.buckets,
    );
    return { nodes: buckets.sort(byLabel).map(bucketNode) };
  },
);

function bucketNode(bucket: ListedBucket): TreeNode {
  const { name, arn, region, uri } = bucket;
  const node: TreeNode = {
    id: arn,
    label: name,
    icon: "package",
    resource: { kind: "bucket", bucket },
    term: "bucket",
    facts: [
      ["URI", uri],
      ["Region", region],
      ["ARN", arn],
    ],
    async children(client) {
      const nodes = await level(client, bucket, "");
      return nodes.length > 0 ? nodes : [hint(arn, "Upload a file", "uploadFile", node)];
    },
  };
  return node;
}

/** A page of objects is enough to look at; of the rest the tree says that it is there. */
const PAGE = 500;

/** What looks like a folder's content: the keys that begin so, up to the next slash. */
async function level(client: Client, bucket: ListedBucket, prefix: string): Promise<TreeNode[]> {
  const { objects, commonPrefixes, nextToken } = await client.call("listObjects", {
    path: { bucket: bucket.name },
    query: { region: bucket.region, prefix, delimiter: "/", limit: PAGE },
  });
  const more: TreeNode[] = nextToken
    ? [
        {
          id: `${bucket.arn}/${prefix}#more`,
          label: `More than ${PAGE} entries`,
          icon: "ellipsis",
          resource: { kind: "more" },
        },
      ]
    : [];
  return [
    ...commonPrefixes.map((folder) => folderNode(bucket, prefix, folder)),
    ...objects.map((object) => objectNode(bucket, prefix, object)),
    ...more,
  ];
}

function folderNode(bucket: ListedBucket, parent: string, prefix: string): TreeNode {
  return {
    // A key may equal a prefix ("photos/"): the mark keeps their ids apart.
    id: `${bucket.arn}/${prefix}#prefix`,
    label: prefix.slice(parent.length),
    icon: "folder",
    resource: { kind: "folder", bucket, prefix },
    term: "prefix",
    children: (client) => level(client, bucket, prefix),
  };
}

function objectNode(bucket: ListedBucket, parent: string, object: ListedObject): TreeNode {
  const { key, size, etag, modifiedAt, storageClass, restoration, restoredUntil } = object;
  return {
    id: `${bucket.arn}/${key}`,
    label: key.slice(parent.length) || key,
    description: [spokenSize(size), ...(restoration ? [STATES[restoration]] : [])].join(" · "),
    icon: restoration && restoration !== "ready" ? "archive" : "file",
    resource: { kind: "object", bucket, object },
    ...(restoration ? { context: "object.archived" } : {}),
    term: restoration ? "restore-object" : "object",
    command: "openObject",
    facts: [
      ["Key", key],
      ["Size", spokenSize(size)],
      ["ETag", etag],
      ["Modified", modifiedAt],
      ["Storage class", storageClass],
      ...(restoredUntil ? [["Restored until", restoredUntil] as const] : []),
    ],
  };
}

/** Of archived objects. */
const STATES = { none: "archived", underWay: "being restored", ready: "restored" } as const;

import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const API = "https://docs.aws.amazon.com/AmazonS3/latest/API";

export const multipartDocs: readonly DocTerm[] = [
  {
    term: "multipart-upload",
    title: "Multipart upload",
    kind: "concept",
    summary: "A large object sent in parts, several at a time, that becomes one object when it is completed.",
    body: [
      "One put holds one connection for as long as it takes; when it breaks at 99 %, it begins again. A multipart upload is begun (CreateMultipartUpload gives it an id), then parts are sent in any order, side by side, each with a number from 1 to 10,000 (UploadPart); a part that failed is sent again. CompleteMultipartUpload names the parts and their ETags, and only then there is an object. `aws s3 cp` does all of it for files of 8 MiB and more.",
      "Every part but the last has at least 5 MiB (EntityTooSmall). The object's ETag is no MD5 of its bytes: it is the MD5 of the parts' MD5s, a hyphen and their number.",
      "A part can be read by its number (`partNumber`), and a range that S3 copies from another object can be a part (UploadPartCopy). Who lost the answer to a completion asks again and gets the same; an upload goes on where it stood when the server was stopped.",
      "An upload that is neither completed nor aborted keeps its parts, and on AWS they cost money every month; a lifecycle rule can abort such uploads. ListMultipartUploads (`GET /v1/buckets/{bucket}/uploads`) shows them.",
      "In the playground nothing is copied at completion: the object is its parts. Try: `aws s3 cp` a file of 100 MiB and watch `GET /v1/playground/events`.",
    ].join("\n\n"),
    references: [`${GUIDE}/mpuoverview.html`, `${GUIDE}/qfacts.html`, `${API}/API_CompleteMultipartUpload.html`],
    aliases: [
      "multipart",
      "part",
      "create-multipart-upload",
      "upload-part",
      "complete-multipart-upload",
      "abort-multipart-upload",
      "list-parts",
      "list-multipart-uploads",
    ],
    related: ["object", "etag", "put-object"],
  },
  {
    term: "checksum",
    title: "Checksum",
    kind: "concept",
    summary: "A short number made of an object's bytes, sent along so that a changed byte is noticed.",
    body: [
      "Networks and memory change bytes more often than one would think, and TCP's own check is weak. So SDKs sum the bytes up (CRC32 by default) and send the sum, in a header or, when the body is a stream whose sum is only known at its end, behind it. S3 sums up what it receives and refuses what does not fit (BadDigest). It keeps the sum with the object and tells it to readers who ask, and the SDK checks again.",
      "Where a client says nothing, S3 sums up by itself, by CRC64NVME. Who reads with `x-amz-checksum-mode: ENABLED` is told the sum, as headers or, of an object in parts, for the part that was asked for; REST answers tell it as `x-checksum-...`.",
      "The kinds are CRC32, CRC32C, CRC64NVME, SHA-1 and SHA-256. Of an object in parts there is either a sum of the parts' sums (COMPOSITE, with `-13` behind it for thirteen parts) or, for the CRCs, one of the whole (FULL_OBJECT), which can be worked out from the parts' without reading them again.",
    ].join("\n\n"),
    references: [`${GUIDE}/checking-object-integrity.html`],
    aliases: ["crc32", "crc64nvme", "integrity", "bad-digest"],
    related: ["etag", "multipart-upload", "put-object"],
  },
];

import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

export const objectDocs: readonly DocTerm[] = [
  {
    term: "object",
    title: "Object and its three parts",
    kind: "resource",
    summary: "What S3 stores: a key, the data under it, and metadata about it, always together.",
    body: body(
      "An object has three parts. Its [key](key) is its name in the bucket. Its [data](object-data) is any sequence of bytes, from none to terabytes. Its [metadata](object-metadata) says what the bytes are: type, length, date, ETag, and whatever names and values you add.",
      "Together they are self-contained: whoever gets the object needs no second place to know how to handle it. That is what a file in a file system lacks, where type and meaning live in the program that reads it.",
      "An object is written whole. Until a put has succeeded, readers see the object that was there before; from then on every reader sees the new one, and lists show it too. There is no half-written object, and an upload that breaks off leaves nothing.",
      "Two puts to one key at once: the later one wins, unless a put says `If-None-Match: *` (only if there is none) or `If-Match` (only over the one I have seen).",
    ),
    references: [`${GUIDE}/UsingObjects.html`, `${GUIDE}/Welcome.html#ConsistencyModel`],
    aliases: ["objects", "s3-object", "three-parts"],
    related: ["key", "object-data", "object-metadata", "etag", "bucket"],
  },
  {
    term: "key",
    title: "Key",
    kind: "attribute",
    summary:
      "An object's full name within its bucket: up to 1,024 bytes of any text. Slashes in it mean nothing to S3.",
    body: body(
      '`photos/2026/cat.jpg` is one name of nineteen characters, not a file in two folders. The namespace is flat. There is no folder to create first, none to be left empty, and none to rename: "renaming a folder" is a copy and a delete of every object whose key begins that way.',
      "What looks like folders is a way of asking. A list with `prefix=photos/` shows the keys that begin so; with `delimiter=/` it shows, instead of all keys that go on with another slash, the part that they share, once: a common prefix. Any text can be the delimiter, for the same bucket, at any time. The console's folders are this view.",
      "Keys are listed in the order of their UTF-8 bytes: `B` before `a`, `10` before `9`. Legal are spaces, `+`, `%`, `..`, `//`, a slash in front, emoji; all of it counts, and in a URL it must be percent-encoded.",
      "Try: put `a/1.txt`, `a/2.txt` and `b.txt`, then `GET /v1/buckets/{bucket}/objects?delimiter=/`.",
    ),
    references: [`${GUIDE}/object-keys.html`, `${GUIDE}/using-prefixes.html`],
    aliases: ["object-key", "prefix", "delimiter", "common-prefix", "folder"],
    related: ["object", "list-objects-v2"],
  },
  {
    term: "object-data",
    title: "Data",
    kind: "attribute",
    summary: "The bytes of an object. S3 never looks into them.",
    body: body(
      "Text, pictures, archives, nothing at all: S3 stores the bytes as they came and gives them back as they are, whole or a [range](range) of them. One put takes up to 5 GiB; larger objects are uploaded in parts.",
      "Data cannot be changed in place. To append a line, read the object, add the line, put it again; for a log that grows all day, write an object for every few minutes.",
    ),
    references: [`${GUIDE}/upload-objects.html`],
    aliases: ["data", "body"],
    related: ["object", "etag", "range", "put-object"],
  },
  {
    term: "object-metadata",
    title: "Object metadata",
    kind: "attribute",
    summary: "Names and values that travel with the bytes: some that S3 sets, some that HTTP knows, some of your own.",
    body: body(
      "S3 itself sets the length, the date of the last change and the ETag. HTTP knows the type (`Content-Type`, `binary/octet-stream` when you give none), `Cache-Control`, `Content-Disposition`, `Content-Encoding`, `Content-Language` and `Expires`: S3 keeps these and answers them. Your own are names of your choice, sent as `x-meta-colour: blue` here and as `x-amz-meta-colour` on AWS, 2 KB of names and values in all.",
      "Metadata is written with the object and, like its bytes, never changed in place: to correct a content type, [copy](copy-object) the object onto itself with new metadata. It cannot be searched either; what you want to search for belongs into the key or into a database.",
    ),
    references: [`${GUIDE}/UsingMetadata.html`],
    aliases: ["metadata", "user-metadata", "content-type"],
    related: ["object", "copy-object"],
  },
  {
    term: "etag",
    title: "ETag and conditional requests",
    kind: "attribute",
    summary: "A fingerprint of an object's bytes: equal ETag, equal bytes.",
    body: body(
      "For an object that was put in one piece, the ETag is the MD5 of its bytes in hexadecimal, in quotes, because HTTP has it so. (On AWS it is something else for multipart uploads and for objects encrypted with KMS keys: do not rely on it being an MD5.) Metadata does not count.",
      'Readers use it to save traffic: `If-None-Match: "..."` is answered with 304 and no bytes as long as the object is the same; `If-Match` with 412 once it is not. Dates work too: `If-Modified-Since`, `If-Unmodified-Since`.',
      "Writers use it so as not to overwrite what they have not seen: put with `If-Match` and the ETag that you read, and when somebody was quicker you get 412 instead of destroying his work. `If-None-Match: *` puts only what is not there, which makes a simple lock.",
    ),
    references: [
      "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html",
      `${GUIDE}/conditional-reads.html`,
      `${GUIDE}/conditional-writes.html`,
    ],
    aliases: ["if-match", "if-none-match", "conditional-request", "md5"],
    related: ["object", "object-data"],
  },
  {
    term: "range",
    title: "Range",
    kind: "concept",
    summary: "A part of an object's bytes, asked for with a Range header: answered with 206.",
    body: body(
      "`Range: bytes=0-99` asks for the first hundred bytes, `bytes=100-` for all behind them, `bytes=-100` for the last hundred. The answer is 206 with `Content-Range: bytes 0-99/5000`, which also tells how large the whole is. A range that begins behind the end is refused with 416.",
      "This is how video players jump, how a broken download goes on where it stopped, and how formats with an index at their end (Parquet, ZIP) are read without fetching them whole.",
      "S3 answers one range at a time; a header with several, or one that is malformed, gets the whole object with 200.",
    ),
    references: [`${GUIDE}/range-get-olap.html`, "https://www.rfc-editor.org/rfc/rfc9110#name-range-requests"],
    aliases: ["byte-range", "partial-content"],
    related: ["get-object", "object-data"],
  },
];

import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";
const API = "https://docs.aws.amazon.com/AmazonS3/latest/API";

function body(...paragraphs: string[]): string {
  return paragraphs.join("\n\n");
}

/** Who may do what with a bucket. */
export const accessDocs: readonly DocTerm[] = [
  {
    term: "bucket-policy",
    title: "Bucket policy",
    kind: "concept",
    summary: "A JSON document beside the bucket that says who else may do what with it, and under which conditions.",
    body: body(
      "Without a policy only the bucket's own account may use it. A statement has an Effect (Allow or Deny), a Principal (an account, a role, an AWS service, or `*` for everybody), an Action (`s3:GetObject`), a Resource and, if you like, a Condition. A Deny always wins.",
      "The commonest mistake: `arn:aws:s3:::photos` is the bucket and `arn:aws:s3:::photos/*` are its objects. `s3:ListBucket` is asked of the first, `s3:GetObject` of the second; a statement whose action cannot apply to its resource is refused.",
      "Who may read objects but not list the bucket gets AccessDenied for a key that isn't there, and not NoSuchKey: otherwise guessing keys would be a way of listing.",
      "An account can lock itself out with a Deny. Its root user may still read, change and delete the policy.",
      "Whoever does not sign is nobody in particular to a bucket, here as on AWS: `curl http://127.0.0.1:4566/photos/cat.jpg` is 403 until a policy (or an access control list) lets everybody in. To come as another account, take its twelve digits as access key id; on this machine signatures are not verified unless the server has keys.",
      "Conditions narrow a statement down: `aws:SourceIp`, `aws:SecureTransport`, `s3:prefix`, `s3:x-amz-acl`, `s3:authType`, `s3:signatureAge` and so on. A key that an action does not have is refused, since such a statement would never say anything.",
      "Try: `PUT /v1/buckets/{bucket}/policy`, then read an object with an access key id of `111122223333`, and with none.",
    ),
    references: [`${GUIDE}/bucket-policies.html`, `${GUIDE}/example-bucket-policies.html`],
    aliases: ["put-bucket-policy", "get-bucket-policy", "delete-bucket-policy", "get-bucket-policy-status"],
    related: ["public-access-block", "access-control-list", "bucket"],
  },
  {
    term: "public-access-block",
    title: "Block Public Access",
    kind: "concept",
    summary: "Four switches that keep a bucket private whatever its policy says; all on for a new bucket.",
    body: body(
      "Most buckets that leaked data were made public by a careless policy. So S3 asks twice: BlockPublicPolicy refuses a policy that lets everybody in, RestrictPublicBuckets lets only the account itself and AWS's services use a bucket that has one, BlockPublicAcls and IgnorePublicAcls do the same for access control lists.",
      "A policy is public when it allows something to `*` and no condition narrows that down to fixed accounts, addresses or ARNs.",
      'To publish a bucket: `PUT /v1/buckets/{bucket}/public-access` with `{"restrictPublicBuckets":false}`, then set the policy. Better still, keep it private and give out [presigned URLs](presigned-url).',
    ),
    references: [`${GUIDE}/access-control-block-public-access.html`],
    aliases: ["block-public-access", "public-access", "put-public-access-block"],
    related: ["bucket-policy", "access-control-list"],
  },
  {
    term: "access-control-list",
    title: "Access control list",
    kind: "concept",
    summary:
      "The older way to let others in: grants of READ or WRITE to accounts and groups. Off unless a bucket asks for it.",
    body: body(
      "S3 had lists before it had policies. Since April 2023 a new bucket's ownership is BucketOwnerEnforced: everything in it belongs to its owner, and lists are off. PutBucketAcl then answers AccessControlListNotSupported.",
      "They can be switched on with PutBucketOwnershipControls (ObjectWriter or BucketOwnerPreferred). A grant to everybody is still stopped by [Block Public Access](public-access-block). Use a [bucket policy](bucket-policy) instead wherever you can.",
      "A bucket's list and its objects' lists are apart: READ on the bucket lists its keys and opens none of them; READ on an object opens that object (that version of it). WRITE on the bucket lets put what is new, and lets change or delete only what is the grantee's own.",
      "The surprise is ownership. With ObjectWriter an object belongs to the account that put it: the bucket's owner may delete it, but cannot read it, and the bucket's policy cannot give it away. `x-amz-acl: bucket-owner-full-control` lets the bucket's owner in, and with BucketOwnerPreferred makes the object the bucket owner's. BucketOwnerEnforced ends all that: everything is the bucket owner's at once.",
      "What nobody in particular uploads (into a bucket with `public-read-write`) belongs to nobody in particular.",
    ),
    references: [`${GUIDE}/acl-overview.html`, `${GUIDE}/about-object-ownership.html`],
    aliases: ["acl", "put-bucket-acl", "put-object-acl", "object-acl", "object-ownership", "ownership-controls"],
    related: ["bucket-policy", "public-access-block"],
  },
  {
    term: "cors",
    title: "CORS",
    kind: "concept",
    summary: "Rules by which a bucket lets web pages of other origins use it from a browser.",
    body: body(
      "A page from `http://localhost:3000` may show a picture of a bucket, but its script may not read or upload anything there: the browser asks the bucket first, with an OPTIONS request (the preflight), and goes on only if the answer names the page's origin, the method and the headers.",
      "A rule has AllowedOrigins and AllowedMethods, and if needed AllowedHeaders (what the page may send), ExposeHeaders (what it may read: `ETag` for multipart uploads) and MaxAgeSeconds. The first rule that fits answers. CORS protects browsers' users and lets nobody in who could not come without it: for that there are policies and signatures.",
      "Here a page of another origin is refused altogether, since any page could send requests to a server on your machine. A bucket's CORS rules are your word that this origin may, for this bucket only.",
      'Try: `PUT /v1/buckets/{bucket}/cors` with `{"rules":[{"allowedOrigins":["http://localhost:3000"],"allowedMethods":["GET","PUT"],"allowedHeaders":["*"]}]}`.',
    ),
    references: [`${GUIDE}/cors.html`, `${GUIDE}/ManageCorsUsing.html`],
    aliases: ["bucket-cors", "put-bucket-cors", "preflight", "cross-origin"],
    related: ["presigned-url", "post-form", "bucket"],
  },
  {
    term: "presigned-url",
    title: "Presigned URL",
    kind: "concept",
    summary: "A link that carries a signature: whoever has it may do one thing with one object, until it expires.",
    body: body(
      "The signature covers method, host, path and expiry, so a link to read cannot be used to write. It is made without asking S3, and acts with the rights of who made it, at the time it is used. Seven days is the longest with a signature of version 4.",
      "So a browser can upload to a private bucket: your function makes the link, the page PUTs to it, and the bytes never pass through the function. The page needs [CORS](cors) for that.",
      "It opens nothing that its maker could not open, and a bucket's policy can shorten its life: a Deny where `s3:signatureAge` is greater than 600000 (milliseconds) refuses links older than ten minutes.",
      "Expiry follows the real clock, not the playground's: links leave the playground. `aws s3 presign s3://bucket/key --endpoint-url http://127.0.0.1:4566` makes one.",
    ),
    references: [`${GUIDE}/using-presigned-url.html`, `${GUIDE}/ShareObjectPreSignedURL.html`],
    aliases: ["presign", "signed-url", "pre-signed-url"],
    related: ["post-form", "cors", "bucket-policy"],
  },
  {
    term: "post-form",
    title: "POST form",
    kind: "concept",
    summary: "An HTML form that uploads a file straight to a bucket, held to a policy that somebody signed.",
    body: body(
      "A presigned URL says nothing of what is uploaded. A form's policy does: which bucket and key (`eq` or `starts-with`), how many bytes (`content-length-range`), which content type, until when. Base64 of that JSON is a field of the form, and its signature another. Every field must be allowed by the policy, but for those whose names begin with `x-ignore-`.",
      "`$" +
        "{filename}` in the key becomes the file's own name. The file is the last field that counts. `success_action_status` asks for 200, 201 (with a document) or 204; `success_action_redirect` sends the browser on, with bucket, key and etag in the query.",
      "A form may come from a page of another origin; here such a page is let in by a [CORS](cors) rule for POST.",
    ),
    references: [`${API}/sigv4-UsingHTTPPOST.html`, `${API}/RESTObjectPOST.html`],
    aliases: ["presigned-post", "post-object", "browser-upload", "post-policy"],
    related: ["presigned-url", "cors"],
  },
];

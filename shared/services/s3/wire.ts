import { headerText } from "../../core/header-text.ts";
import type { OperationBinding, WireBinding } from "../service.ts";
import { DEFAULT_ALGORITHM } from "./body-sum.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "./limits.ts";

/** S3 keeps what Expires says, be it a date or not, and reads metadata that a client sent as UTF-8. */
const withHeaders: OperationBinding = {
  input: (input, { headers }) => ({
    ...input,
    ...(headers.expires === undefined ? {} : { Expires: headers.expires }),
    ...(input.Metadata === undefined ? {} : { Metadata: texts(input.Metadata as Readonly<Record<string, string>>) }),
  }),
};

function texts(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, headerText(value)]));
}

const partial: OperationBinding = {
  status: ({ ContentRange }) => (ContentRange === undefined ? undefined : 206),
  // The header says what was stored, be it a date or not.
  output: (output) => ({ ...output, Expires: output.ExpiresString, ExpiresString: undefined }),
};

/** AWS's models say 200, and AWS answers 204. */
const nothing: OperationBinding = { status: () => 204 };

const LIMITS = { maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES, sumsUp: DEFAULT_ALGORITHM };

/** REST with XML bodies, and objects' bytes as they are. */
export const wire: WireBinding = {
  streams: {
    PutObject: { ...LIMITS, prepare: "PreparePutObject" },
    UploadPart: { ...LIMITS, prepare: "PrepareUploadPart" },
  },
  operations: {
    CreateBucket: {
      // An empty header is a wrong ownership, and not none.
      input: (input, { headers }) =>
        headers["x-amz-object-ownership"] === "" ? { ...input, ObjectOwnership: "" } : input,
    },
    PutBucketPolicy: nothing,
    PutBucketAnalyticsConfiguration: nothing,
    PutBucketIntelligentTieringConfiguration: nothing,
    PutBucketInventoryConfiguration: nothing,
    PutBucketMetricsConfiguration: nothing,
    PutBucketTagging: nothing,
    GetObject: partial,
    HeadObject: partial,
    PutObject: withHeaders,
    CopyObject: withHeaders,
    CreateMultipartUpload: withHeaders,
    // A copy that is there already stays longer; a new one is promised.
    RestoreObject: { status: ({ IsNew }) => (IsNew ? 202 : 200) },
  },
};

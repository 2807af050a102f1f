import type { WireBinding } from "../service.ts";
import { INLINE_BODY_BYTES, MAX_PUT_BYTES } from "./limits.ts";

/** REST with XML bodies, and objects' bytes as they are. */
export const wire: WireBinding = {
  streams: {
    PutObject: { maxBytes: MAX_PUT_BYTES, inlineBytes: INLINE_BODY_BYTES, prepare: "PreparePutObject" },
  },
  operations: {
    GetObject: {
      status: ({ ContentRange }) => (ContentRange === undefined ? undefined : 206),
    },
    HeadObject: {
      status: ({ ContentRange }) => (ContentRange === undefined ? undefined : 206),
    },
  },
};

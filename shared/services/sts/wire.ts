import type { WireBinding } from "../service.ts";
import { MAX_BODY_BYTES } from "./limits.ts";

/** The Query protocol. AWS checks lengths and patterns before anything else. */
export const wire: WireBinding = { validation: { code: "ValidationError" }, maxBodyBytes: MAX_BODY_BYTES };

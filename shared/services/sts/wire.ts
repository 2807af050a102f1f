import type { WireBinding } from "../service.ts";

/** The Query protocol. AWS checks lengths and patterns before anything else. */
export const wire: WireBinding = { validation: { code: "ValidationError" } };

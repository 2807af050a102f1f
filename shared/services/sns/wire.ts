import type { WireBinding } from "../service.ts";

/** The Query protocol. AWS checks that required members are there before anything else. */
export const wire: WireBinding = { validation: { code: "ValidationError" } };

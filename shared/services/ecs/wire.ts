import type { WireBinding } from "../service.ts";

/** JSON 1.1. Everything beyond types is the operations' to check: ECS answers each fault with an exception of its own. */
export const wire: WireBinding = {};

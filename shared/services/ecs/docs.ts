import type { DocTerm } from "../service.ts";

export const docs: readonly DocTerm[] = [];

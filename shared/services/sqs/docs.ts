import type { DocTerm } from "../service.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { fifoDocs } from "./docs-fifo.ts";
import { operationDocs } from "./docs-operations.ts";

export const docs: readonly DocTerm[] = [...conceptDocs, ...fifoDocs, ...operationDocs];

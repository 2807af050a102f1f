import type { DocTerm } from "../service.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { operationDocs } from "./docs-operations.ts";
import { resourceDocs } from "./docs-resources.ts";

export const docs: readonly DocTerm[] = [...conceptDocs, ...resourceDocs, ...operationDocs];

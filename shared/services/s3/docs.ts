import type { DocTerm } from "../service.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { multipartDocs } from "./docs-multipart.ts";
import { operationDocs } from "./docs-operations.ts";

export const docs: readonly DocTerm[] = [...conceptDocs, ...operationDocs, ...multipartDocs];

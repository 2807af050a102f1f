import type { DocTerm } from "../service.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { operationDocs } from "./docs-operations.ts";
import { subscriptionDocs } from "./docs-subscriptions.ts";

export const docs: readonly DocTerm[] = [...conceptDocs, ...subscriptionDocs, ...operationDocs];

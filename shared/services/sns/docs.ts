import type { DocTerm } from "../service.ts";
import { accessDocs } from "./docs-access.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { deliveryDocs } from "./docs-delivery.ts";
import { fifoDocs } from "./docs-fifo.ts";
import { filterDocs } from "./docs-filters.ts";
import { operationDocs } from "./docs-operations.ts";
import { subscriptionDocs } from "./docs-subscriptions.ts";

export const docs: readonly DocTerm[] = [
  ...conceptDocs,
  ...deliveryDocs,
  ...fifoDocs,
  ...subscriptionDocs,
  ...filterDocs,
  ...accessDocs,
  ...operationDocs,
];

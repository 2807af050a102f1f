import type { DocTerm } from "../service.ts";
import { accessDocs } from "./docs-access.ts";
import { conceptDocs } from "./docs-concepts.ts";
import { configurationDocs } from "./docs-configuration.ts";
import { multipartDocs } from "./docs-multipart.ts";
import { operationDocs } from "./docs-operations.ts";
import { replicationDocs } from "./docs-replication.ts";
import { reportDocs } from "./docs-reports.ts";
import { versionDocs } from "./docs-versions.ts";

export const docs: readonly DocTerm[] = [
  ...conceptDocs,
  ...accessDocs,
  ...configurationDocs,
  ...operationDocs,
  ...multipartDocs,
  ...versionDocs,
  ...replicationDocs,
  ...reportDocs,
];

import type { ReplicationConfiguration, ReplicationRule } from "@aws-sdk/client-s3";
import { invalidArgument, invalidRequest, malformedXml } from "./errors.ts";
import { MAX_REPLICATION_RULES, MAX_RULE_ID_LENGTH } from "./limits.ts";
import type { Bucket } from "./model.ts";
import { checkObjectFilter, checkPrefix } from "./object-filter.ts";
import { checkDestination } from "./replication-destination.ts";

/*
 * What S3 takes as replication rules. There are two schemas: rules with a Filter, and the older ones, which have a Prefix, one
 * destination bucket and no word about priorities and delete markers.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html
 */

const DOCS = "replication";
const MAX_PRIORITY = 2_147_483_647;
const GUIDE = "Please refer to S3 Developer Guide for more information.";

/** Checks a configuration and gives a name to the rules that have none. */
export function checkReplication(
  given: ReplicationConfiguration | undefined,
  source: Bucket,
  newId: () => string,
): ReplicationConfiguration {
  const { Role, Rules = [] } = given ?? {};
  if (Role === undefined || Rules.length === 0) throw malformedXml();
  checkRole(Role);
  if (source.versioning !== "Enabled") {
    const message = "Versioning must be 'Enabled' on the bucket to apply a replication configuration";
    throw invalidRequest(message, DOCS);
  }
  if (Rules.length > MAX_REPLICATION_RULES) {
    const message = `The number of replication rules must not exceed the allowed limit of ${MAX_REPLICATION_RULES} rules`;
    throw invalidRequest(message, DOCS);
  }
  const isOlder = Rules.some(({ Filter }) => Filter === undefined);
  for (const rule of Rules) checkRule(rule, isOlder, source);
  if (isOlder) checkOneDestination(Rules);
  const named = Rules.map((rule) => ({ ...rule, ID: rule.ID || newId() }));
  checkDistinct(named);
  return { Role, Rules: named };
}

function checkRole(role: string): void {
  const argument = { name: "Role", value: role };
  const [, relative] = /^arn:aws[a-z-]*:iam::\d{12}:(.+)$/.exec(role) ?? [];
  if (relative === undefined) {
    throw invalidArgument("Invalid Role specified in replication configuration", argument, DOCS);
  }
  if (!/^role\/./.test(relative)) throw invalidArgument("The relative id should start with role", argument, DOCS);
}

function checkRule(rule: ReplicationRule, isOlder: boolean, source: Bucket): void {
  if (!isStatus(rule.Status)) throw malformedXml();
  // Objects that are there already: AWS's schema has the element no more.
  if (rule.ExistingObjectReplication) throw malformedXml();
  checkId(rule.ID);
  checkFilter(rule);
  if (isOlder) checkOlder(rule);
  else checkNewer(rule);
  checkCriteria(rule);
  checkDestination(rule, source);
}

function checkId(id = ""): void {
  const argument = { name: "ID", value: id };
  if (id.length > MAX_RULE_ID_LENGTH) {
    throw invalidArgument(`Rule Id cannot be greater than ${MAX_RULE_ID_LENGTH}`, argument, DOCS);
  }
  if (/[^\p{ASCII}]/u.test(id)) throw invalidArgument("Rule ID must not contain non-ASCII characters.", argument, DOCS);
}

/** An empty Filter stands for everything. */
function checkFilter({ Filter, Prefix }: ReplicationRule): void {
  if ((Filter === undefined) === (Prefix === undefined)) throw malformedXml();
  checkPrefix(Prefix, DOCS);
  if (Filter && (Filter.Prefix !== undefined || Filter.Tag || Filter.And)) {
    checkObjectFilter(Filter as Parameters<typeof checkObjectFilter>[0], DOCS);
  }
}

function checkOlder({ Priority, DeleteMarkerReplication, SourceSelectionCriteria }: ReplicationRule): void {
  if (Priority !== undefined) throw wrongSchema("Priority", "cannot be used");
  if (DeleteMarkerReplication) throw wrongSchema("DeleteMarkerReplication", "cannot be used");
  if (SourceSelectionCriteria?.ReplicaModifications) throw wrongSchema("ReplicaModifications", "cannot be used");
}

function checkNewer({ Priority, DeleteMarkerReplication, Filter }: ReplicationRule): void {
  if (Priority === undefined) throw wrongSchema("Priority", "must be specified");
  if (!DeleteMarkerReplication) throw wrongSchema("DeleteMarkerReplication", "must be specified");
  if (!Number.isInteger(Priority)) throw malformedXml();
  if (Priority < 0 || Priority > MAX_PRIORITY) {
    throw invalidRequest(`Priority must be between 0 and ${MAX_PRIORITY}.`, DOCS);
  }
  if (!isStatus(DeleteMarkerReplication.Status)) throw malformedXml();
  const hasTags = Filter?.Tag !== undefined || (Filter?.And?.Tags ?? []).length > 0;
  if (DeleteMarkerReplication.Status === "Enabled" && hasTags) {
    throw invalidRequest(`Delete marker replication is not supported if any Tag filter is specified. ${GUIDE}`, DOCS);
  }
}

function checkCriteria({ SourceSelectionCriteria: criteria }: ReplicationRule): void {
  if (!criteria) return;
  const { SseKmsEncryptedObjects, ReplicaModifications } = criteria;
  if (!SseKmsEncryptedObjects && !ReplicaModifications) {
    throw invalidRequest("SourceSelectionCriteria cannot be empty.", DOCS);
  }
  for (const one of [SseKmsEncryptedObjects, ReplicaModifications]) {
    if (one && !isStatus(one.Status)) throw malformedXml();
  }
}

function checkOneDestination(rules: readonly ReplicationRule[]): void {
  if (new Set(rules.map(({ Destination }) => Destination?.Bucket)).size <= 1) return;
  throw invalidRequest("Number of distinct destination bucket ARNs cannot exceed 1", DOCS);
}

function checkDistinct(rules: readonly (ReplicationRule & { readonly ID: string })[]): void {
  const ids = new Set<string>();
  const priorities = new Set<number>();
  for (const { ID, Priority } of rules) {
    if (ids.has(ID)) throw invalidArgument("Rule Id must be unique", { name: "ID", value: ID }, DOCS);
    ids.add(ID);
    if (Priority === undefined) continue;
    if (priorities.has(Priority)) throw invalidRequest(`Found duplicate priority ${Priority}.`, DOCS);
    priorities.add(Priority);
  }
}

function wrongSchema(member: string, what: string) {
  const message = `${member} ${what} for this version of Cross Region Replication configuration schema. ${GUIDE}`;
  return invalidRequest(message, DOCS);
}

function isStatus(status: string | undefined): boolean {
  return status === "Enabled" || status === "Disabled";
}

import type { ServiceError } from "../../../core/errors.ts";
import { notBuilt } from "../errors.ts";
import { MAX_FILTER_COMBINATIONS, MAX_FILTER_KEYS } from "../limits.ts";
import { readAnythingBut } from "./anything-but.ts";
import { readNumeric } from "./numeric.ts";
import type { Condition, FilterKey, FilterPolicy } from "./policy.ts";
import { Refusal } from "./refusal.ts";
import { type ArraySource, type Member, type ObjectSource, readSource, type Source } from "./source.ts";

/** AWS has them for filter policies; they come with a later issue. */
const NOT_BUILT = ["cidr", "wildcard"];

/**
 * Reads a policy on message attributes; `refuse` puts the operation's own words before AWS's reason.
 * https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export function parseFilterPolicy(text: string, refuse: (reason: string) => ServiceError): FilterPolicy {
  const refusal = new Refusal(text, refuse);
  const source = readSource(text);
  if (!source) throw refusal.notJson();
  if (source.kind !== "object") throw refusal.on(source, "Filter is not an object");
  const keys = readKeys(source, refusal);
  if (source.members.some(({ value }) => value.kind === "object"))
    throw refusal.plain("Filter policy scope MessageAttributes does not support nested filter policy");
  if (keys.length > MAX_FILTER_KEYS)
    throw refusal.plain(`Filter policy can not have more than ${MAX_FILTER_KEYS} keys`);
  const combinations = keys.reduce((product, { conditions }) => product * conditions.length, 1);
  if (combinations > MAX_FILTER_COMBINATIONS) throw refusal.plain("Filter policy is too complex");
  return { keys };
}

/** Nested objects are read too, because AWS finds their mistakes before it refuses the nesting. */
function readKeys(source: ObjectSource, refusal: Refusal): FilterKey[] {
  if (source.members.length === 0) throw refusal.at(source.end, "Empty objects are not allowed");
  const keys = new Map<string, FilterKey>();
  for (const { name, value } of source.members) {
    if (name === "$or")
      throw notBuilt("$or in a filter policy", "Subscribe once for each alternative.", "filter-policy");
    if (value.kind === "object") readKeys(value, refusal);
    else if (value.kind === "array") keys.set(name, { name, conditions: readConditions(value, refusal) });
    else throw refusal.on(value, `"${name}" must be an object or an array`);
  }
  return [...keys.values()];
}

function readConditions(source: ArraySource, refusal: Refusal): Condition[] {
  if (source.items.length === 0) throw refusal.at(source.end, "Empty arrays are not allowed");
  return source.items.map((item) => {
    if (item.kind === "object") return readMatch(item, refusal);
    if (item.kind === "array") throw refusal.on(item, "Match value must be String, number, true, false, or null");
    return { kind: "equals", value: item.value };
  });
}

/** `{"prefix": "a"}` and its kin. */
function readMatch(source: ObjectSource, refusal: Refusal): Condition {
  const [member, second] = source.members;
  if (!member) throw refusal.at(source.end, "Match expression name not found");
  const condition = readOperator(member, refusal);
  if (second) {
    const listed = member.name === "numeric" || member.name === "anything-but";
    throw refusal.at(
      second.nameEnd,
      listed ? "Too many elements in numeric expression" : "Only one key allowed in match expression",
    );
  }
  return condition;
}

function readOperator({ name, nameEnd, value }: Member, refusal: Refusal): Condition {
  switch (name) {
    case "prefix":
    case "suffix":
    case "equals-ignore-case":
      return { kind: name, value: readText(name, value, refusal) };
    case "anything-but":
      return readAnythingBut(value, refusal);
    case "numeric":
      if (value.kind !== "array") throw refusal.on(value, "Value of numeric must be an array.");
      return readNumeric(value, refusal);
    case "exists":
      if (value.kind !== "word" || value.value === null)
        throw refusal.on(value, "exists match pattern must be either true or false.");
      return { kind: "exists", exists: value.value };
    default:
      if (NOT_BUILT.includes(name))
        throw notBuilt(
          `The filter operator ${name}`,
          "Use exact values, prefix, suffix, equals-ignore-case, anything-but, numeric or exists.",
          "filter-policy",
        );
      throw refusal.at(nameEnd, `Unrecognized match type ${name}`);
  }
}

function readText(operator: string, value: Source, refusal: Refusal): string {
  if (value.kind !== "string") throw refusal.on(value, `${operator} match pattern must be a string`);
  return value.value;
}

import { readAnythingBut } from "./anything-but.ts";
import { readCidr } from "./cidr.ts";
import { readNumeric } from "./numeric.ts";
import type { Condition } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { ArraySource, Member, ObjectSource, Source } from "./source.ts";
import { readWildcard } from "./wildcard.ts";

/** The conditions of a key: `["a", 1, null, {"prefix": "b"}]`. */
export function readConditions(source: ArraySource, refusal: Refusal): Condition[] {
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
    case "wildcard":
      return readWildcardMatch(value, refusal);
    case "cidr":
      return readCidrMatch(value, refusal);
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
      throw refusal.at(nameEnd, `Unrecognized match type ${name}`);
  }
}

function readWildcardMatch(value: Source, refusal: Refusal): Condition {
  const pattern = readWildcard(readText("wildcard", value, refusal));
  if ("fault" in pattern) throw refusal.at(value.end, pattern.fault);
  return { kind: "wildcard", pattern };
}

function readCidrMatch(value: Source, refusal: Refusal): Condition {
  // AWS's words name another operator.
  const range = readCidr(readText("prefix", value, refusal));
  if ("fault" in range) throw refusal.plain(range.fault);
  return { kind: "cidr", range };
}

function readText(operator: string, value: Source, refusal: Refusal): string {
  if (value.kind !== "string") throw refusal.on(value, `${operator} match pattern must be a string`);
  return value.value;
}

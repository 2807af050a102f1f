import type { Condition, TextTest } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { ArraySource, ObjectSource, Source } from "./source.ts";

/** `"a"`, `["a", "b"]`, `100`, `{"prefix": "a"}`, `{"suffix": ["a", "b"]}`. */
export function readAnythingBut(source: Source, refusal: Refusal): Condition {
  switch (source.kind) {
    case "string":
    case "number":
      return { kind: "anything-but", values: [source.value] };
    case "array":
      return { kind: "anything-but", values: readList(source, refusal) };
    case "object":
      return readTextTest(source, refusal);
    default:
      throw refusal.on(source, "Value of anything-but must be an array or single string/number value.");
  }
}

function readList(source: ArraySource, refusal: Refusal): (string | number)[] {
  const values = source.items.map((item) => {
    if (item.kind !== "string" && item.kind !== "number")
      throw refusal.on(item, "Inside anything but list, start|null|boolean is not supported.");
    return item.value;
  });
  const strings = values.filter((value) => typeof value === "string").length;
  if (values.length === 0 || (strings > 0 && strings < values.length))
    throw refusal.at(
      source.end,
      "Inside anything but list, either all values are number or string, mixed type is not supported",
    );
  return values;
}

function readTextTest({ members, end }: ObjectSource, refusal: Refusal): Condition {
  const [member, second] = members;
  if (!member) throw refusal.at(end, "Anything-But expression name not found");
  if (!isTextTest(member.name)) throw refusal.at(member.nameEnd, `Unsupported anything-but pattern: ${member.name}`);
  if (second) throw refusal.at(second.nameEnd, "Only one key allowed in match expression");
  const { value } = member;
  const items = value.kind === "array" ? value.items : [value];
  const values = items.map((item) => {
    if (item.kind !== "string") throw refusal.on(item, "prefix/suffix match pattern must be a string");
    if (item.value === "") throw refusal.at(item.end, "Null prefix/suffix not allowed");
    return item.value;
  });
  return { kind: "anything-but-text", test: member.name, values };
}

function isTextTest(name: string): name is TextTest {
  return name === "prefix" || name === "suffix" || name === "equals-ignore-case";
}

import type { Condition, TextTest } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { ArraySource, ObjectSource, Source } from "./source.ts";
import { readWildcard } from "./wildcard.ts";

/** `"a"`, `["a", "b"]`, `100`, `{"prefix": "a"}`, `{"suffix": ["a", "b"]}`, `{"wildcard": "a*z"}`. */
export function readAnythingBut(source: Source, refusal: Refusal): Condition {
  switch (source.kind) {
    case "string":
    case "number":
      return { kind: "anything-but", values: [source.value] };
    case "array":
      return { kind: "anything-but", values: readList(source, refusal) };
    case "object":
      return readTest(source, refusal);
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

function readTest({ members, end }: ObjectSource, refusal: Refusal): Condition {
  const [member, second] = members;
  if (!member) throw refusal.at(end, "Anything-But expression name not found");
  const { name, nameEnd, value } = member;
  if (name !== "wildcard" && !isTextTest(name)) throw refusal.at(nameEnd, `Unsupported anything-but pattern: ${name}`);
  if (second) throw refusal.at(second.nameEnd, "Too many elements in numeric expression");
  const items = value.kind === "array" ? value.items : [value];
  if (name !== "wildcard") return { kind: "anything-but-text", test: name, values: readTexts(items, name, refusal) };
  const patterns = items.map((item) => {
    if (item.kind !== "string") throw refusal.on(item, "wildcard match pattern must be a string");
    const pattern = readWildcard(item.value);
    if ("fault" in pattern) throw refusal.at(value.end, pattern.fault);
    return pattern;
  });
  return { kind: "anything-but-wildcard", patterns };
}

function readTexts(items: readonly Source[], test: TextTest, refusal: Refusal): string[] {
  const affix = test === "prefix" || test === "suffix";
  return items.map((item) => {
    if (item.kind !== "string") {
      const kinds = "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.";
      throw refusal.on(item, affix ? "prefix/suffix match pattern must be a string" : kinds);
    }
    if (affix && item.value === "") throw refusal.at(item.end, "Null prefix/suffix not allowed");
    return item.value;
  });
}

function isTextTest(name: string): name is TextTest {
  return name === "prefix" || name === "suffix" || name === "equals-ignore-case";
}

import type { Condition, Scalar, TextTest } from "./policy.ts";

/** Longer values and lists are cut in explanations. */
const MAX_SHOWN = 80;
const MAX_VALUES = 5;

const TESTS: Readonly<Record<TextTest, string>> = {
  prefix: "begin with",
  suffix: "end with",
  "equals-ignore-case": "be, in any case,",
};

/** A key's conditions as the end of "its filter policy wants the attribute to ...". */
export function conditionsInWords(conditions: readonly Condition[]): string {
  const rest = conditions.length - MAX_VALUES;
  const words = conditions.slice(0, MAX_VALUES).map(conditionInWords);
  return [...words, ...(rest > 0 ? [`meet one of ${rest} more conditions`] : [])].join(" or ");
}

function conditionInWords(condition: Condition): string {
  switch (condition.kind) {
    case "equals":
      return `be ${valueInWords(condition.value)}`;
    case "anything-but":
      return `be anything but ${valuesInWords(condition.values)}`;
    case "anything-but-text":
      return `not ${TESTS[condition.test]} ${valuesInWords(condition.values)}`;
    case "anything-but-wildcard":
      return `not look like ${valuesInWords(condition.patterns.map(({ text }) => text))}`;
    case "wildcard":
      return `look like ${valueInWords(condition.pattern.text)}`;
    case "cidr":
      return `be an address in ${condition.range.text}`;
    case "numeric":
      return `be ${rangeInWords(condition)}`;
    case "exists":
      return condition.exists ? "be there" : "be absent while the message has other attributes";
    default:
      return `${TESTS[condition.kind]} ${valueInWords(condition.value)}`;
  }
}

export function valuesInWords(values: readonly Scalar[]): string {
  const more = values.length > MAX_VALUES ? `, and ${values.length - MAX_VALUES} more` : "";
  return `${values.slice(0, MAX_VALUES).map(valueInWords).join(", ")}${more}`;
}

function valueInWords(value: Scalar): string {
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
}

function rangeInWords({ low, high }: Extract<Condition, { kind: "numeric" }>): string {
  if (low && high && low.value === high.value) return `the number ${low.value}`;
  const from = low && `${low.inclusive ? "at least" : "more than"} ${low.value}`;
  const to = high && `${high.inclusive ? "at most" : "less than"} ${high.value}`;
  return [from, to].filter(Boolean).join(" and ");
}

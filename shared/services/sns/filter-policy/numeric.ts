import { MAX_FILTER_NUMBER } from "../limits.ts";
import type { Condition } from "./policy.ts";
import type { Refusal } from "./refusal.ts";
import type { ArraySource, NumberSource, Source } from "./source.ts";

type Numeric = Extract<Condition, { kind: "numeric" }>;

/** `["=", 1]`, `["<", 1]`, `[">=", 0, "<", 10]`. The order of the checks is that of AWS's recorded answers. */
export function readNumeric(expression: ArraySource, refusal: Refusal): Numeric {
  const parts = new Parts(expression, refusal);
  const operator = parts.next();
  if (operator?.kind !== "string")
    throw parts.refuse(operator, `Invalid member in numeric match: ${parts.text(operator)}`);
  const first = parts.next();
  switch (operator.value) {
    case "=": {
      const { value } = parts.number(first, "equals");
      parts.end("Too many elements in numeric expression");
      return { kind: "numeric", low: { value, inclusive: true }, high: { value, inclusive: true } };
    }
    case "<":
    case "<=": {
      const { value } = parts.number(first, operator.value);
      parts.end("Too many elements in numeric expression");
      return { kind: "numeric", high: { value, inclusive: operator.value === "<=" } };
    }
    case ">":
    case ">=": {
      const { value } = parts.number(first, operator.value);
      return readUpperBound({ value, inclusive: operator.value === ">=" }, parts, expression, refusal);
    }
    default:
      throw parts.refuse(first, `Unrecognized numeric range operator: ${operator.value}`);
  }
}

function readUpperBound(
  low: { value: number; inclusive: boolean },
  parts: Parts,
  expression: ArraySource,
  refusal: Refusal,
): Numeric {
  const operator = parts.next();
  if (!operator) return { kind: "numeric", low };
  if (operator.kind !== "string") throw parts.refuse(operator, `Bad value in numeric range: ${parts.text(operator)}`);
  if (operator.value !== "<" && operator.value !== "<=")
    throw refusal.at(operator.end, `Bad numeric range operator: ${operator.value}`);
  const { value } = parts.number(parts.next(), operator.value);
  parts.end("Too many terms in numeric range expression");
  if (low.value >= value) throw refusal.at(expression.end, "Bottom must be less than top");
  return { kind: "numeric", low, high: { value, inclusive: operator.value === "<=" } };
}

/** The members of the expression one after the other; undefined stands for its closing bracket. */
class Parts {
  readonly #expression: ArraySource;
  readonly #refusal: Refusal;
  #read = 0;

  constructor(expression: ArraySource, refusal: Refusal) {
    this.#expression = expression;
    this.#refusal = refusal;
  }

  next(): Source | undefined {
    const part = this.#expression.items[this.#read];
    this.#read += 1;
    return part;
  }

  number(part: Source | undefined, operator: string): NumberSource {
    if (part?.kind !== "number") throw this.refuse(part, `Value of ${operator} must be numeric`);
    if (Math.abs(part.value) > MAX_FILTER_NUMBER)
      throw this.refuse(part, "Value must be between -1.0E9 and 1.0E9, inclusive");
    return part;
  }

  end(reason: string): void {
    const part = this.next();
    if (part) throw this.refuse(part, reason);
  }

  refuse(part: Source | undefined, reason: string) {
    return part ? this.#refusal.on(part, reason) : this.#refusal.at(this.#expression.end, reason);
  }

  text(part: Source | undefined): string {
    if (!part) return "]";
    if (part.kind === "object") return "{";
    return part.kind === "array" ? "[" : String(part.value);
  }
}

import type { Value } from "../core/json.ts";

/*
 * Answers are AWS's shapes, and those have Dates, which rows have not: an answer that is kept for a repeated request says
 * them as `{ "$date": milliseconds }`.
 */
const DATE = "$date";

export function packAnswer(answer: unknown): Value {
  if (answer instanceof Date) return { [DATE]: answer.getTime() };
  if (answer instanceof Uint8Array) return answer;
  if (Array.isArray(answer)) return answer.map(packAnswer);
  if (typeof answer !== "object" || answer === null) return answer as Value;
  return Object.fromEntries(
    Object.entries(answer)
      .filter(([, member]) => member !== undefined)
      .map(([name, member]) => [name, packAnswer(member)]),
  );
}

export function unpackAnswer(stored: unknown): unknown {
  if (stored instanceof Uint8Array) return stored;
  if (Array.isArray(stored)) return stored.map(unpackAnswer);
  if (typeof stored !== "object" || stored === null) return stored;
  const members = Object.entries(stored);
  const [first] = members;
  if (members.length === 1 && first?.[0] === DATE && typeof first[1] === "number") return new Date(first[1]);
  return Object.fromEntries(members.map(([name, member]) => [name, unpackAnswer(member)]));
}

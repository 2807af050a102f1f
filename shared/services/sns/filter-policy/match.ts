import type { MessageAttributes } from "../model.ts";
import { holdsFor } from "./holds.ts";
import type { Condition, FilterPolicy, Requirement } from "./policy.ts";
import { attributeSubject, bodySubject, type Subject } from "./subject.ts";
import { conditionsInWords, valuesInWords } from "./words.ts";

/** Whether a subscription wants a message; if not, a sentence that says which key failed and what the message has there. */
export type Verdict = { readonly matches: true } | { readonly matches: false; readonly reason: string };

const MATCHES: Verdict = { matches: true };

export function matchAttributes(policy: FilterPolicy, attributes: MessageAttributes = {}): Verdict {
  return match(policy, attributeSubject(attributes));
}

/** The text that the subscriber would be sent. */
export function matchBody(policy: FilterPolicy, text: string): Verdict {
  const subject = bodySubject(text);
  if (subject) return match(policy, subject);
  return { matches: false, reason: "its filter policy looks at the message's body, and the body is no JSON object" };
}

function match({ all }: FilterPolicy, subject: Subject, path = ""): Verdict {
  for (const requirement of all) {
    const verdict = matchRequirement(requirement, subject, path);
    if (!verdict.matches) return verdict;
  }
  return MATCHES;
}

function matchRequirement(requirement: Requirement, subject: Subject, path: string): Verdict {
  switch (requirement.kind) {
    case "key":
      return matchKey(requirement, subject, path);
    case "nested": {
      const verdicts = subject
        .within(requirement.name)
        .map((inner) => match(requirement.policy, inner, `${path}${requirement.name}.`));
      return verdicts.find(({ matches }) => matches) ?? firstOf(verdicts);
    }
    case "or": {
      const verdicts = requirement.policies.map((policy) => match(policy, subject, path));
      if (verdicts.some(({ matches }) => matches)) return MATCHES;
      const reasons = verdicts.map((verdict) => (verdict.matches ? "" : verdict.reason));
      return { matches: false, reason: `none of its alternatives holds: ${reasons.join("; or ")}` };
    }
  }
}

function firstOf([verdict]: readonly Verdict[]): Verdict {
  return verdict ?? { matches: false, reason: "the message has nothing there" };
}

function matchKey(
  { name, conditions }: Extract<Requirement, { kind: "key" }>,
  subject: Subject,
  path: string,
): Verdict {
  if (conditions.some((condition) => holds(condition, name, subject))) return MATCHES;
  const values = subject.values(name);
  const wanted = `its filter policy wants the ${subject.noun} "${path}${name}" to ${conditionsInWords(conditions)}`;
  const nothing = subject.exists(name)
    ? "the message has nothing in it to compare"
    : `the message has no such ${subject.noun}`;
  return {
    matches: false,
    reason: `${wanted}; ${values.length === 0 ? nothing : `the message has ${valuesInWords(values)}`}`,
  };
}

function holds(condition: Condition, name: string, subject: Subject): boolean {
  if (condition.kind === "exists") {
    return condition.exists ? subject.exists(name) : !subject.exists(name) && subject.hasAnything;
  }
  return subject.values(name).some((value) => holdsFor(condition, value));
}

import type { Test } from "./operators/operator.ts";
import type { Pattern } from "./pattern.ts";
import type { PrincipalRule } from "./principal-rule.ts";
import type { PolicyVersion } from "./version.ts";

/** A resource policy, read and ready to be asked. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */
export interface Policy {
  readonly version: PolicyVersion;
  readonly id?: string;
  readonly statements: readonly Statement[];
}

export interface Statement {
  readonly sid?: string;
  readonly effect: "Allow" | "Deny";
  readonly principals: PrincipalRule;
  readonly actions: Rule<Pattern>;
  readonly resources: Rule<Pattern>;
  readonly conditions: readonly Condition[];
}

/** What a statement is about, or, negated (NotAction, NotResource), what it is not about. */
export interface Rule<Item> {
  readonly negated: boolean;
  readonly items: readonly Item[];
}

/** One operator on one key: `{"StringLike": {"aws:UserAgent": ["curl/*"]}}`. */
export interface Condition {
  /** As the policy spells it, without set operator and IfExists. */
  readonly operator: string;
  readonly set?: "ForAllValues" | "ForAnyValue";
  readonly ifExists: boolean;
  readonly negated: boolean;
  /** In lower case: AWS compares keys without case. */
  readonly key: string;
  readonly values: readonly string[];
  readonly tests: readonly Test[];
}

/** Which part of a policy is wrong: the services have words of their own for some. */
export type PolicyPart =
  | "json"
  | "version"
  | "statement"
  | "effect"
  | "principal"
  | "action"
  | "resource"
  | "condition";

/** The message says what is wrong, in S3's words where S3 has some. */
export class PolicyFault extends Error {
  readonly part: PolicyPart;

  constructor(part: PolicyPart, message: string) {
    super(message);
    this.name = "PolicyFault";
    this.part = part;
  }
}

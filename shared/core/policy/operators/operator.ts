import type { Variables } from "../variables.ts";
import type { PolicyVersion } from "../version.ts";

/**
 * Whether a value of the request fits one value of the policy. Undefined when a policy variable of it has no value in the request:
 * then AWS lets the whole condition fail, whatever its operator.
 */
export type Test = (actual: string, variables: Variables) => boolean | undefined;

export interface Operator {
  /** StringNotEquals and its like: true where none of the values fits, and where the request has no such key. */
  readonly negated: boolean;
  /** Reads a value of the policy; undefined when it is none for this operator. */
  read(text: string, version: PolicyVersion): Test | undefined;
}

export function positive(read: Operator["read"]): Operator {
  return { negated: false, read };
}

export function negative(read: Operator["read"]): Operator {
  return { negated: true, read };
}

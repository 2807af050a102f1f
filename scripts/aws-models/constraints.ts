import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What AWS's models say of a member and the SDK's schemas don't. */
export interface Constraint {
  readonly type?: "integer" | "long" | "float" | "double";
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** Of each entry of a list. */
  readonly each?: Constraint;
}

export interface Constraints {
  readonly errors: Readonly<Record<string, { readonly code?: string; readonly httpStatusCode?: number }>>;
  readonly structures: Readonly<Record<string, Readonly<Record<string, Constraint>>>>;
}

/** Checked in beside the scripts; NOTICE there says where from. */
export function readConstraints(service: string): Constraints {
  const file = join(import.meta.dirname, "..", "aws-constraints", `${service}.json`);
  return JSON.parse(readFileSync(file, "utf8"));
}

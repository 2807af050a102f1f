import type { Cidr } from "./cidr.ts";
import type { Wildcard } from "./wildcard.ts";

/** A filter policy that has been read: everything that it requires must hold (AND). */
export interface FilterPolicy {
  readonly all: readonly Requirement[];
}

export type Requirement =
  /** A key must meet at least one of its conditions (OR). */
  | { readonly kind: "key"; readonly name: string; readonly conditions: readonly Condition[] }
  /** In a message's body: the object under a key. */
  | { readonly kind: "nested"; readonly name: string; readonly policy: FilterPolicy }
  /** `$or`: one of the policies must hold. */
  | { readonly kind: "or"; readonly policies: readonly FilterPolicy[] };

export type Scalar = string | number | boolean | null;

export type Condition =
  | { readonly kind: "equals"; readonly value: Scalar }
  | { readonly kind: TextTest; readonly value: string }
  | { readonly kind: "wildcard"; readonly pattern: Wildcard }
  | { readonly kind: "cidr"; readonly range: Cidr }
  | { readonly kind: "anything-but"; readonly values: readonly (string | number)[] }
  | { readonly kind: "anything-but-text"; readonly test: TextTest; readonly values: readonly string[] }
  | { readonly kind: "anything-but-wildcard"; readonly patterns: readonly Wildcard[] }
  | { readonly kind: "numeric"; readonly low?: Bound; readonly high?: Bound }
  | { readonly kind: "exists"; readonly exists: boolean };

export type TextTest = "prefix" | "suffix" | "equals-ignore-case";

export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

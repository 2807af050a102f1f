/** A filter policy that has been read: all keys must match (AND), each by at least one of its conditions (OR). */
export interface FilterPolicy {
  readonly keys: readonly FilterKey[];
}

export interface FilterKey {
  readonly name: string;
  readonly conditions: readonly Condition[];
}

export type Scalar = string | number | boolean | null;

export type Condition =
  | { readonly kind: "equals"; readonly value: Scalar }
  | { readonly kind: TextTest; readonly value: string }
  | { readonly kind: "anything-but"; readonly values: readonly (string | number)[] }
  | { readonly kind: "anything-but-text"; readonly test: TextTest; readonly values: readonly string[] }
  | { readonly kind: "numeric"; readonly low?: Bound; readonly high?: Bound }
  | { readonly kind: "exists"; readonly exists: boolean };

export type TextTest = "prefix" | "suffix" | "equals-ignore-case";

export interface Bound {
  readonly value: number;
  readonly inclusive: boolean;
}

/** Chance, injected: a seed reproduces a run. */
export interface Random {
  bytes(count: number): Uint8Array;
  /** A whole number from 0 to below the limit, evenly. */
  below(limit: number): number;
}

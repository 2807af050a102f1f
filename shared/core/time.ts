/** Milliseconds since 1970-01-01T00:00:00Z. Names of instants end in `At`. */
export type Instant = number;

export const MILLISECONDS_PER_SECOND = 1000;
export const MILLISECONDS_PER_DAY = 24 * 60 * 60 * 1000;

export function seconds(count: number): number {
  return count * MILLISECONDS_PER_SECOND;
}

/** An instant as REST writes it: ISO 8601, UTC, milliseconds. */
export function iso(instant: Instant): string {
  return new Date(instant).toISOString();
}

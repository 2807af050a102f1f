import type { Instant } from "../../core/time.ts";

/** What becomes of objects by and by. Instants instead of AWS's dates, because rows hold JSON. */
export interface Lifecycle {
  readonly rules: readonly LifecycleRule[];
  /** Which objects transitions leave where they are; stored only. */
  readonly transitionMinimum: string;
}

export interface LifecycleRule {
  readonly id: string;
  readonly enabled: boolean;
  /** How the filter was written, so that it is answered as it came. */
  readonly filter: LifecycleFilter;
  readonly expiration?: Expiration;
  readonly noncurrentExpiration?: { readonly days: number; readonly keep?: number };
  readonly abortUploadsAfterDays?: number;
  /** Storage classes are labels here: stored and answered. */
  readonly transitions?: readonly (Due & { readonly storageClass: string })[];
  readonly noncurrentTransitions?: readonly {
    readonly days: number;
    readonly storageClass: string;
    readonly keep?: number;
  }[];
}

/** Behind so many days, or on a day. */
export type Due = { readonly days: number } | { readonly at: Instant };

export type Expiration = Due | { readonly deleteMarkers: boolean };

export interface LifecycleFilter {
  /** Where the prefix stood: in the rule itself (the older way), alone in its Filter, in And with others, or there was none. */
  readonly form: "legacy" | "single" | "and" | "all";
  readonly prefix?: string;
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  readonly largerThanBytes?: number;
  readonly smallerThanBytes?: number;
}

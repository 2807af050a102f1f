import type { LifecycleRule, TransitionDefaultMinimumObjectSize } from "@aws-sdk/client-s3";

/** What becomes of a bucket's objects by and by. */
export interface Lifecycle {
  /** As they were sent, but for the ids that S3 makes up. Rows hold JSON, so dates are texts here: read them with {@link rulesOf}. */
  readonly rules: readonly LifecycleRule[];
  readonly transitionMinimum: TransitionDefaultMinimumObjectSize;
  /** New with every change of the rules: the runs of earlier ones end. */
  readonly run: string;
}

/** What objects are held to. */
export interface RulesInForce {
  readonly rules: readonly LifecycleRule[];
  readonly transitionMinimum: TransitionDefaultMinimumObjectSize;
}

export function inForce(lifecycle: Lifecycle): RulesInForce {
  return { rules: rulesOf(lifecycle).filter(isOn), transitionMinimum: lifecycle.transitionMinimum };
}

export function isOn({ Status }: LifecycleRule): boolean {
  return Status === "Enabled";
}

export function rulesOf({ rules }: Pick<Lifecycle, "rules">): readonly LifecycleRule[] {
  return rules.map((rule) => {
    const { Expiration, Transitions } = rule;
    return {
      ...rule,
      ...(Expiration ? { Expiration: dated(Expiration) } : {}),
      ...(Transitions ? { Transitions: Transitions.map(dated) } : {}),
    };
  });
}

function dated<Action extends { Date?: Date | undefined }>(action: Action): Action {
  return action.Date === undefined ? action : { ...action, Date: new Date(action.Date) };
}

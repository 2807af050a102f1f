import { ADDRESS_OPERATORS } from "./addresses.ts";
import { ARN_OPERATORS } from "./arns.ts";
import { DATE_OPERATORS } from "./dates.ts";
import { NUMERIC_OPERATORS } from "./numbers.ts";
import type { Operator } from "./operator.ts";
import { BOOL, SIMPLE_OPERATORS } from "./simple.ts";
import { STRING_OPERATORS } from "./strings.ts";

/** Whether the key is there at all, which no value of it can say: condition.ts decides. */
export const NULL_OPERATOR = "Null";

/**
 * Every condition operator by its name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map(
  Object.entries({
    ...STRING_OPERATORS,
    ...NUMERIC_OPERATORS,
    ...DATE_OPERATORS,
    ...ADDRESS_OPERATORS,
    ...ARN_OPERATORS,
    ...SIMPLE_OPERATORS,
    [NULL_OPERATOR]: BOOL,
  }),
);

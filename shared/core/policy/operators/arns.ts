import { matchesArn } from "../arn-pattern.ts";
import { glyphsFor, readPattern } from "../pattern.ts";
import { negative, type Operator, positive } from "./operator.ts";

/** AWS: "ArnEquals and ArnLike behave identically." */
const FITS: Operator["read"] = (text, version) => {
  const pattern = readPattern(text, { version, wildcards: true });
  return (actual, variables) =>
    glyphsFor(pattern, variables) === undefined ? undefined : matchesArn(pattern, actual, variables);
};

export const ARN_OPERATORS: Readonly<Record<string, Operator>> = {
  ArnEquals: positive(FITS),
  ArnLike: positive(FITS),
  ArnNotEquals: negative(FITS),
  ArnNotLike: negative(FITS),
};

import { phoneNumber } from "./endpoint.ts";
import { invalidParameter } from "./errors.ts";

/** A number in E.164, of which the wire has checked the form alone. */
export function readPhoneNumber(text: string | undefined, parameter = "PhoneNumber"): string {
  const number = phoneNumber(text ?? "");
  if (!number)
    throw invalidParameter(`${parameter} Reason: input incorrectly formatted: expected E.164`, "text-messages");
  return number;
}

import { utf8Length } from "../../core/bytes.ts";
import { invalidParameter } from "./errors.ts";
import { MAX_CUSTOM_DATA_BYTES } from "./limits.ts";
import { isPlainText } from "./plain-text.ts";
import type { Attributes } from "./table-mobile.ts";

const APPLICATION_ATTRIBUTES = new Set([
  ...["PlatformCredential", "PlatformPrincipal", "EventEndpointCreated", "EventEndpointDeleted"],
  ...["EventEndpointUpdated", "EventDeliveryFailure", "SuccessFeedbackRoleArn", "FailureFeedbackRoleArn"],
  ...["SuccessFeedbackSampleRate", "Enabled", "ApplePlatformTeamID", "ApplePlatformBundleID"],
]);
/** AWS never shows these again. */
const SECRETS = ["PlatformCredential", "PlatformPrincipal"];
const ENDPOINT_ATTRIBUTES = new Set(["CustomUserData", "Enabled", "Token"]);

type Given = Readonly<Record<string, string | undefined>>;

/** https://docs.aws.amazon.com/sns/latest/api/API_SetPlatformApplicationAttributes.html */
export function applyApplicationAttributes(before: Attributes, given: Given): Attributes {
  for (const [name, value = ""] of Object.entries(given)) {
    if (!APPLICATION_ATTRIBUTES.has(name)) throw refuse(`Invalid attribute name: ${name}`);
    if (!isPlainText(value)) throw refuse(name);
    if (name === "Enabled") checkEnabled(value);
  }
  return merge(before, given);
}

/** Credentials come in pairs; Firebase's (GCM) and Apple's token keys do without. */
export function checkCredentials(platform: string, { PlatformCredential, PlatformPrincipal }: Given): void {
  if (PlatformPrincipal && !PlatformCredential)
    throw refuse("PlatformPrincipal attribute provided without PlatformCredential");
  if (PlatformCredential && !PlatformPrincipal && platform !== "GCM")
    throw refuse("PlatformCredential attribute provided without PlatformPrincipal");
}

export function shownAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => !SECRETS.includes(name)));
}

/** https://docs.aws.amazon.com/sns/latest/api/API_SetEndpointAttributes.html */
export function applyEndpointAttributes(before: Attributes, given: Given): Attributes {
  for (const [name, value = ""] of Object.entries(given)) {
    if (!ENDPOINT_ATTRIBUTES.has(name)) throw refuse(`Invalid attribute name: ${name}`);
    if (!isPlainText(value)) throw refuse(name);
    if (name === "Enabled") checkEnabled(value);
    if (name === "Token" && value === "") throw refuse("Token");
    if (name === "CustomUserData" && utf8Length(value) > MAX_CUSTOM_DATA_BYTES) throw refuse("CustomUserData");
  }
  return merge(before, given);
}

function merge(before: Attributes, given: Given): Attributes {
  const named = Object.entries(given).map(([name, value = ""]) => [
    name,
    name === "Enabled" ? value.toLowerCase() : value,
  ]);
  return { ...before, ...Object.fromEntries(named) };
}

function checkEnabled(value: string): void {
  if (!/^(true|false)$/i.test(value)) throw refuse("Enabled");
}

function refuse(reason: string) {
  return invalidParameter(`Attributes Reason: ${reason}`, "mobile-push");
}

import type { Setting, SettingName } from "@aws-sdk/client-ecs";
import { ServiceError } from "../../core/errors.ts";
import type { RequestContext } from "../service.ts";
import { invalidParameter } from "./errors.ts";
import type { Reader } from "./stored.ts";
import { settingKey } from "./table-settings.ts";

interface Rule {
  readonly values: readonly string[];
  /** What holds where nobody has said anything. */
  readonly initial: string;
}

const ON_OR_OFF = { values: ["enabled", "disabled"] };

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-account-settings.html; what can't be set is AWS's own. */
const RULES: Readonly<Record<SettingName, Rule>> = {
  awsvpcTrunking: { ...ON_OR_OFF, initial: "disabled" },
  containerInsights: { values: ["enabled", "enhanced", "disabled"], initial: "disabled" },
  containerInstanceLongArnFormat: { ...ON_OR_OFF, initial: "enabled" },
  defaultLogDriverMode: { values: ["blocking", "non-blocking"], initial: "non-blocking" },
  fargateEventWindows: { ...ON_OR_OFF, initial: "disabled" },
  fargateFIPSMode: { ...ON_OR_OFF, initial: "disabled" },
  fargateTaskRetirementWaitPeriod: { values: ["0", "7", "14"], initial: "7" },
  guardDutyActivate: { values: [], initial: "off" },
  serviceLongArnFormat: { ...ON_OR_OFF, initial: "enabled" },
  tagResourceAuthorization: { values: ["on", "off"], initial: "on" },
  taskLongArnFormat: { ...ON_OR_OFF, initial: "enabled" },
};

/** In the order of lists. */
export const SETTING_NAMES = Object.keys(RULES).toSorted() as readonly SettingName[];

export function readSettingName(name: string | undefined): SettingName {
  const known = SETTING_NAMES.find((one) => one === name);
  if (known) return known;
  throw invalidParameter(`Invalid setting name: ${name}. It must be one of ${SETTING_NAMES.join(", ")}.`);
}

export function checkSettingValue(name: SettingName, value: string | undefined): asserts value is string {
  const { values } = RULES[name];
  if (values.length === 0) throw invalidParameter(`The setting ${name} is managed by AWS and cannot be changed.`);
  if (value === undefined || !values.includes(value)) {
    throw invalidParameter(`Invalid value for ${name}. It must be one of ${values.join(", ")}.`);
  }
}

export function settingView(name: SettingName, value: string, principalArn: string): Setting {
  return { name, value, principalArn, type: RULES[name].values.length === 0 ? "aws_managed" : "user" };
}

/** The account's own settings are its root user's: they hold for everybody who has none. */
export function rootArn({ account }: Pick<RequestContext, "account">): string {
  return `arn:aws:iam::${account}:root`;
}

/** A path of IAM's has up to 512 characters, a name 64. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const PRINCIPAL_ARN = /^arn:aws:iam::(\d{12}):(?:root|(?:user|role)\/[!-~]{1,576})$/;

/** Whose settings a request is about: the caller's, unless its root user names another. */
export function settingOwner(principalArn: string | undefined, context: RequestContext): string {
  const own = ownerOf(context);
  if (principalArn === undefined || principalArn === own) return own;
  const [, account] = PRINCIPAL_ARN.exec(principalArn) ?? [];
  if (account !== context.account) throw invalidParameter("The principal ARN is not one of your account's.");
  if (own === rootArn(context)) return principalArn;
  const message = "Only the root user can use the settings of another principal.";
  throw new ServiceError("AccessDeniedException", message, { restStatus: 403 });
}

/** A session of a role has the role's settings, a federated user the root user's. */
function ownerOf(context: RequestContext): string {
  const { principal } = context;
  const arn = principal.kind === "account" ? principal.arn : undefined;
  const [, role] = /:assumed-role\/([^/]+)\//.exec(arn ?? "") ?? [];
  return role === undefined ? rootArn(context) : `arn:aws:iam::${context.account}:role/${role}`;
}

/** What holds for somebody: his own setting, or the account's, or AWS's. */
export async function effectiveSetting(name: SettingName, owner: string, tools: Reader): Promise<string> {
  const { context, store } = tools;
  const keys = [owner, rootArn(context)].map((arn) => settingKey(context, context, arn, name));
  const [own, account] = await store.getMany(keys);
  return String((own ?? account)?.value ?? RULES[name].initial);
}

/** What a new cluster's Container Insights are set to when nobody says so. */
export function initialInsights(tools: Reader): Promise<string> {
  return effectiveSetting("containerInsights", settingOwner(undefined, tools.context), tools);
}

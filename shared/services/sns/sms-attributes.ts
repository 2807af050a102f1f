import { invalidParameter } from "./errors.ts";
import { MAX_SAMPLE_RATE } from "./limits.ts";

const RULES: Readonly<Record<string, RegExp>> = {
  MonthlySpendLimit: /^[0-9]{1,9}$/,
  DeliveryStatusIAMRole: /^arn:aws:iam::[0-9]{12}:role\/.+$/,
  DeliveryStatusSuccessSamplingRate: /^[0-9]{1,3}$/,
  // 1 to 11 letters, digits and hyphens, and not digits alone.
  DefaultSenderID: /^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/,
  DefaultSMSType: /^(Promotional|Transactional)$/,
  UsageReportS3Bucket: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
};

/** Checks what SetSMSAttributes is given. https://docs.aws.amazon.com/sns/latest/api/API_SetSMSAttributes.html */
export function checkSmsAttributes(attributes: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value = ""] of Object.entries(attributes)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (!rule) throw invalidParameter(`attributes Reason: Unknown attribute: ${name}`, "text-messages");
    if (value === "") continue;
    const tooHigh = name === "DeliveryStatusSuccessSamplingRate" && Number(value) > MAX_SAMPLE_RATE;
    if (tooHigh || !rule.test(value)) throw invalidParameter(`attributes Reason: ${name}`, "text-messages");
  }
}

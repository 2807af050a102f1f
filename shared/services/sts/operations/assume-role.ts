import type { AssumeRoleRequest, AssumeRoleResponse } from "@aws-sdk/client-sts";
import { roleId } from "../../../core/policy/principal-id.ts";
import { operation } from "../../service.ts";
import { validationError } from "../errors.ts";
import { issue, readMint } from "../issue.ts";
import { MAX_CHAINED_SESSION_SECONDS, ROLE_SESSION_SECONDS } from "../limits.ts";
import { packedSize } from "../session-policy.ts";
import { checkTags } from "../session-tags.ts";
import { isRoleSession } from "../who.ts";

/**
 * Credentials of a role, which is there as soon as somebody names it: there is no IAM to make one, nor to say who may assume it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = operation<AssumeRoleRequest, AssumeRoleResponse>()({
  service: "sts",
  name: "AssumeRole",

  async prefetch(input, tools) {
    const role = readRole(input.RoleArn ?? "");
    const seconds = input.DurationSeconds ?? ROLE_SESSION_SECONDS;
    if (isRoleSession(tools.context) && seconds > MAX_CHAINED_SESSION_SECONDS) {
      throw validationError(
        "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining",
      );
    }
    checkTags(input.Tags, input.TransitiveTagKeys);
    return { role, seconds, size: packedSize(input), mint: await readMint(tools) };
  },

  commit({ role: { account, name }, seconds, size, mint }, { RoleSessionName = "", SourceIdentity, RoleArn }, context) {
    const Arn = `arn:aws:sts::${account}:assumed-role/${name}/${RoleSessionName}`;
    const { credentials, writes } = issue(mint, { account, arn: Arn, seconds }, context);
    return {
      output: {
        Credentials: credentials,
        AssumedRoleUser: { AssumedRoleId: `${roleId(account, name)}:${RoleSessionName}`, Arn },
        ...(size === undefined ? {} : { PackedPolicySize: size }),
        ...(SourceIdentity === undefined ? {} : { SourceIdentity }),
      },
      writes,
      events: [
        {
          type: "role.assumed",
          resource: RoleArn ?? "",
          text: `role ${name} was assumed as ${RoleSessionName} for ${seconds} s`,
          detail: { session: Arn, accessKeyId: credentials.AccessKeyId ?? "", seconds },
        },
      ],
    };
  },
});

/** `arn:aws:iam::123456789012:role/path/reader`: sessions are named without the path. */
function readRole(arn: string): { readonly account: string; readonly name: string } {
  const [, account, name] = /^arn:aws:iam::(\d{12}):role\/(?:[!-~]+\/)?([\w+=,.@-]{1,64})$/.exec(arn) ?? [];
  if (account === undefined || name === undefined) throw validationError(`${arn} is invalid`);
  return { account, name };
}

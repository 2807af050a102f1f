/** Where identities differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "There is no IAM: every access key is its account's root user, and identities have every permission in their own account. What a resource's policy denies or allows holds for them as on AWS.",
  AssumeRole:
    "A role is there as soon as somebody names it, in whichever account its ARN says, and everybody may assume it, root users too; its longest session is 12 hours. ExternalId and MFA codes are not compared with anything. Session policies and tags are checked and packed (PackedPolicySize is an estimate), but nothing is decided by them.",
  GetAccessKeyInfo: "Twelve-digit keys are too short to be asked for, as AWS's model has it.",
  GetFederationToken: "The session's policy and tags are checked and packed, but nothing is decided by them.",
  GetSessionToken:
    "MFA codes are not compared with anything. Everybody is a root user, so sessions last an hour at most.",
};

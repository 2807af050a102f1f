import type { DocTerm } from "../service.ts";

export const docs: readonly DocTerm[] = [
  {
    term: "account",
    title: "Account",
    kind: "concept",
    summary: "What owns resources and pays for them; twelve digits that stand in every ARN.",
    body: `Every request to AWS is signed with an access key, and the key belongs to an account. Resources of one account are not
seen by another unless it is allowed.

In the playground the access key id itself says the account: twelve digits are the number of an account, so
\`AWS_ACCESS_KEY_ID=111111111111\` works in account 111111111111, and every other key (\`test\`, say) in account
000000000000. The secret is not looked at unless signatures are verified. So a second account costs nothing but another key.`,
    references: [
      "https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-identifiers.html",
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html",
    ],
    aliases: ["access-key", "caller-identity", "sts"],
  },
  {
    term: "temporary-credentials",
    title: "Temporary credentials",
    kind: "concept",
    summary: "An access key, a secret and a session token that end at their time; what roles and sessions are used by.",
    body: `AssumeRole gives credentials of a role, GetSessionToken of your own account. All three parts belong together: the access
key id (it begins with ASIA), the secret, and the session token, which travels with every request. After their time requests are
refused as expired.

In the playground a role exists as soon as you name it, and everybody may assume it. The account in the role's ARN is the account that
you work in afterwards, so \`aws sts assume-role --role-arn arn:aws:iam::222222222222:role/reader --role-session-name me\` takes
you there. What the role may do in its own account isn't limited; what resources of other accounts let it do, their policies say.`,
    references: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp.html",
      "https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html",
    ],
    aliases: ["assume-role", "session-token", "role"],
  },
  {
    term: "resource-policy",
    title: "Resource policy",
    kind: "concept",
    summary: "What a queue, topic or bucket itself says of who may do what with it: how other accounts get in.",
    body: `A policy is a list of statements: Effect, Principal, Action, Resource and, if need be, Condition. A Deny that fits always
wins; your own account may otherwise do everything; everybody else needs an Allow that fits.

A topic, a queue and a bucket of one account work together without a policy here; AWS asks for one. Between accounts a policy is needed,
here as there. The playground has no IAM, so there are no policies of users and roles.`,
    references: [
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html",
    ],
    aliases: ["policy", "principal", "cross-account"],
  },
];

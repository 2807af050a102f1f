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
];

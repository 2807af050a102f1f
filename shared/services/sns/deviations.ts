/** Where topics differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "Standard topics. E-mail and SMS land in the playground's inbox and go nowhere else.",
  Publish:
    "The envelope of a message that isn't raw has no signature. Not to a phone number directly: subscribe it to a topic.",
  SetSubscriptionAttributes:
    "FilterPolicyScope MessageBody, RedrivePolicy, and the operators $or, cidr and wildcard are refused.",
  SetTopicAttributes: "Policies, encryption keys and signature versions are refused.",
  Subscribe:
    "To sqs, email and sms. A delivery that keeps failing is given up after about ten minutes; AWS goes on for 23 days.",
};

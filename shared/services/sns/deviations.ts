/** Where topics differ from AWS's. */
export const deviations: Readonly<Record<string, string>> = {
  "*": "E-mails go out by the mail server that the operator names, SMS and push notifications not at all; all are in the inbox. Signatures are the server's own: a validator must be told to trust its certificate. Pauses between tries have no jitter, and AWS gives no formulas for its four backoff functions: these are curves between the same ends. A service may do for a resource of its own account what AWS asks for a policy for. Encryption keys (KmsMasterKeyId), TracingConfig, ArchivePolicy, ReplayPolicy and the roles of delivery logs are kept and shown, and nothing acts on them. The 10,000 filter policies of an account, the 100,000 topics and the rates aren't limited.",
  CheckIfPhoneNumberIsOptedOut:
    "A number opts out by `POST /v1/text-messages/opt-outs` over REST; nobody answers STOP here.",
  ConfirmSubscription:
    "A token that nobody was given is refused; AWS was seen to answer one of the right form with the ARN of the subscription.",
  CreatePlatformApplication: "Credentials are taken without asking the push service, and are never used.",
  CreatePlatformEndpoint:
    "There is no push service: what is published to an endpoint is in the inbox. Tokens aren't asked for their form.",
  CreateSMSSandboxPhoneNumber:
    "The one-time password is in the inbox. Numbers that were never verified may be sent to all the same.",
  DeleteSMSSandboxPhoneNumber: "At once; AWS makes you wait for 24 hours.",
  DeleteTopic: "Its subscriptions are gone at once; AWS was seen to go on showing them for a while.",
  GetSMSSandboxAccountStatus: "No account is in the sandbox, because every number may be sent to.",
  GetSubscriptionAttributes: "SubscriptionPrincipal is the account's root.",
  ListOriginationNumbers: "Always none: they are bought elsewhere.",
  Publish:
    "A message to a mobile app's endpoint is in the inbox, as the platform's own payload or else as plain text; limits on a payload's size are the push services'. Of the SMS attributes only the sender's name means something. Unverified: that a duplicate on a FIFO topic is answered with the first message's id.",
  PutDataProtectionPolicy: "Checked for its form only; nothing looks into messages for it.",
  SetSMSAttributes: "Only DefaultSenderID means something.",
  SetSubscriptionAttributes:
    "Takes effect at once; AWS takes up to 15 minutes for a filter policy. How the points of wildcards and the depths within $or are counted is unverified.",
  Subscribe:
    "Not by lambda and firehose. An HTTP endpoint that can't be reached is told in the journal; AWS refuses to subscribe it (Unreachable Endpoint). A server on loopback reaches private addresses; AWS reaches none. A delivery to a queue that keeps failing is given up after about ten minutes; AWS goes on for 23 days.",
};

/** Kept and shown; nothing acts on it. */
export const stored: readonly string[] = [
  "DeleteSMSSandboxPhoneNumber",
  "GetDataProtectionPolicy",
  "GetSMSSandboxAccountStatus",
  "ListOriginationNumbers",
  "ListSMSSandboxPhoneNumbers",
  "CreateSMSSandboxPhoneNumber",
  "PutDataProtectionPolicy",
  "VerifySMSSandboxPhoneNumber",
];

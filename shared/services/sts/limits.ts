/**
 * STS's numbers. Lengths and patterns are in the model. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const ROLE_SESSION_SECONDS = 3600;
/** A role that was assumed by a role's session: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-role-chaining */
export const MAX_CHAINED_SESSION_SECONDS = 3600;
/** https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html: what users get. */
export const USER_SESSION_SECONDS = 43_200;
/** "If the duration is longer than one hour, the session for Amazon Web Services account owners defaults to one hour." */
export const MAX_ROOT_SESSION_SECONDS = 3600;
/** A policy of 2,048 characters and 50 tags, percent-encoded, come to half of it. */
export const MAX_BODY_BYTES = 128 * 1024;
export const MAX_POLICY_ARNS = 10;
/** What policies and tags may come to together once they are packed; PackedPolicySize is in hundredths of it. AWS does not give the number. */
export const PACKED_POLICY_BYTES = 2048;

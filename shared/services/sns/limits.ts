/*
 * SNS's numbers. Sources: "Amazon SNS endpoints and quotas" (https://docs.aws.amazon.com/general/latest/gr/sns.html), the API
 * reference of CreateTopic, Subscribe and Publish (https://docs.aws.amazon.com/sns/latest/api/), and the page named with each.
 */

export const MAX_TOPIC_NAME_LENGTH = 256;
/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const MAX_DISPLAY_NAME_LENGTH = 100;
export const MAX_TAGS = 50;

/** Message and attributes together; for a batch, of all its entries. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;
export const MAX_SUBJECT_LENGTH = 100;
export const MAX_ATTRIBUTE_NAME_LENGTH = 256;
/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_ID_LENGTH = 80;
/** SQS takes no more, so raw delivery of more fails. https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
export const MAX_RAW_ATTRIBUTES = 10;
/** https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
export const MAX_SMS_LENGTH = 1600;

/** AWS's fixed page of ListTopics, ListSubscriptions and ListSubscriptionsByTopic. */
export const LIST_PAGE = 100;

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export const MAX_FILTER_KEYS = 5;
export const MAX_FILTER_COMBINATIONS = 150;
export const MAX_FILTER_BYTES = 262_144;
/** Numbers in a filter policy lie between minus and plus this, with five digits behind the point. */
export const MAX_FILTER_NUMBER = 1e9;
export const FILTER_NUMBER_SCALE = 1e5;

/** A confirmation token is good for two days; then a subscription that nobody confirmed is removed. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const CONFIRMATION_SECONDS = 2 * 24 * 60 * 60;

/** Subscriptions that one step of a fan-out looks at: two rows for each and the step's own stay below a transaction's 100 writes. */
export const FAN_OUT_PAGE = 25;
/** Subscriptions that one step removes behind a deleted topic: three rows each. */
export const REMOVAL_PAGE = 30;
/** Reasons that the journal's summary of a fan-out repeats. */
export const MAX_REASONS = 3;

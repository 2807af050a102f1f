/*
 * SNS's numbers. Sources: "Amazon SNS endpoints and quotas" (https://docs.aws.amazon.com/general/latest/gr/sns.html), the API
 * reference of CreateTopic, Subscribe and Publish (https://docs.aws.amazon.com/sns/latest/api/), and the page named with each.
 */

export const MAX_TOPIC_NAME_LENGTH = 256;
/** https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const MAX_DISPLAY_NAME_LENGTH = 100;
export const MAX_TAGS = 50;
/** https://docs.aws.amazon.com/sns/latest/api/API_CreatePlatformEndpoint.html */
export const MAX_CUSTOM_DATA_BYTES = 2048;
/** https://docs.aws.amazon.com/sns/latest/api/API_AddPermission.html */
export const MAX_LABEL_LENGTH = 100;
/** 30 KB. https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MAX_POLICY_BYTES = 30 * 1024;
/** Percent. https://docs.aws.amazon.com/sns/latest/dg/sns-topic-attributes.html */
export const MAX_SAMPLE_RATE = 100;
/** https://docs.aws.amazon.com/sns/latest/dg/message-archiving-and-replay-topic-owner.html */
export const ARCHIVE_DAYS = { min: 1, max: 365 };
/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html */
export const HTTP_POLICY_SECONDS = { min: 1, max: 3600 };
export const HTTP_RETRIES = { min: 0, max: 100 };
/** https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MAX_FIFO_SUBSCRIPTIONS = 100;

/** Message and attributes together; for a batch, of all its entries. https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_MESSAGE_BYTES = 262_144;
/** Percent-encoded a byte is three characters; the rest is room for what stands around a message. */
export const MAX_BODY_BYTES = 4 * MAX_MESSAGE_BYTES;
export const MAX_SUBJECT_LENGTH = 100;
export const MAX_ATTRIBUTE_NAME_LENGTH = 256;
/** https://docs.aws.amazon.com/sns/latest/api/API_PublishBatch.html */
export const MAX_BATCH_ENTRIES = 10;
export const MAX_BATCH_ID_LENGTH = 80;
/** SQS takes no more, so raw delivery of more fails. https://docs.aws.amazon.com/sns/latest/dg/sns-large-payload-raw-message-delivery.html */
export const MAX_RAW_ATTRIBUTES = 10;
/** https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html */
export const MAX_SMS_LENGTH = 1600;

/** https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
export const MAX_FIFO_ID_LENGTH = 128;
/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
export const DEDUPLICATION_MILLISECONDS = 5 * 60 * 1000;
/** A group's numbers begin with the instant; so many messages of a group fit in a millisecond before they run ahead of it. */
export const SEQUENCE_STEPS_A_MILLISECOND = 1000;
/** What should move on by itself and has not moved for so long was given up (an effect is tried for 8.5 minutes): it is started again. */
export const STALLED_MILLISECONDS = 15 * 60 * 1000;

/** Of the one-time password that a number of the SMS sandbox is sent. https://docs.aws.amazon.com/sns/latest/api/API_VerifySMSSandboxPhoneNumber.html */
export const SANDBOX_CODE_DIGITS = 6;

/** AWS's fixed page of ListTopics, ListSubscriptions and ListSubscriptionsByTopic. */
export const LIST_PAGE = 100;

/** https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export const MAX_FILTER_KEYS = 5;
export const MAX_FILTER_COMBINATIONS = 150;
/** The points of all keys' wildcard patterns, multiplied. */
export const MAX_WILDCARD_POINTS = 100;
export const MAX_FILTER_BYTES = 262_144;
/** Of a topic's subscriptions so many may have a policy, and of an account's (in a region). https://docs.aws.amazon.com/general/latest/gr/sns.html */
export const MAX_FILTERS_A_TOPIC = 200;
/** Numbers in a filter policy lie between minus and plus this, with five digits behind the point. */
export const MAX_FILTER_NUMBER = 1e9;
export const FILTER_NUMBER_SCALE = 1e5;

/** A confirmation token is good for two days; then a subscription that nobody confirmed is removed. https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html */
export const CONFIRMATION_SECONDS = 2 * 24 * 60 * 60;

/** Subscriptions that one step of a fan-out looks at: two rows for each and the step's own stay below a transaction's 100 writes. */
export const FAN_OUT_PAGE = 25;
/** On a FIFO topic it is four rows for each. */
export const FIFO_FAN_OUT_PAGE = 20;
/** Deduplication ids that one step forgets. */
export const FORGET_PAGE = 90;
/** Subscriptions that one step removes behind a deleted topic: up to four rows each. */
export const REMOVAL_PAGE = 24;
/** Reasons that the journal's summary of a fan-out repeats. */
export const MAX_REASONS = 3;

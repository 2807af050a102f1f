import type { Service } from "../service.ts";
import { describeTopic } from "./describe.ts";
import { deviations, stored } from "./deviations.ts";
import { docs } from "./docs.ts";
import { addPermission } from "./operations/add-permission.ts";
import { advanceLane } from "./operations/advance-lane.ts";
import { checkIfPhoneNumberIsOptedOut } from "./operations/check-if-phone-number-is-opted-out.ts";
import { confirmSubscription } from "./operations/confirm-subscription.ts";
import { createPlatformApplication } from "./operations/create-platform-application.ts";
import { createPlatformEndpoint } from "./operations/create-platform-endpoint.ts";
import { createSmsSandboxPhoneNumber } from "./operations/create-sms-sandbox-phone-number.ts";
import { createTopic } from "./operations/create-topic.ts";
import { deleteEndpoint } from "./operations/delete-endpoint.ts";
import { deletePlatformApplication } from "./operations/delete-platform-application.ts";
import { deleteSmsSandboxPhoneNumber } from "./operations/delete-sms-sandbox-phone-number.ts";
import { deleteTopic } from "./operations/delete-topic.ts";
import { deliverToSubscription } from "./operations/deliver-to-subscription.ts";
import { describeSubscriptions } from "./operations/describe-subscriptions.ts";
import { describeTopics } from "./operations/describe-topics.ts";
import { expireSubscription } from "./operations/expire-subscription.ts";
import { explainFanOut } from "./operations/explain-fan-out.ts";
import { fanOut } from "./operations/fan-out.ts";
import { fanOutInOrder } from "./operations/fan-out-in-order.ts";
import { forgetDuplicates } from "./operations/forget-duplicates.ts";
import { forgetFormerSubscription } from "./operations/forget-former-subscription.ts";
import { forgetMessage } from "./operations/forget-message.ts";
import { getDataProtectionPolicy } from "./operations/get-data-protection-policy.ts";
import { getEndpointAttributes } from "./operations/get-endpoint-attributes.ts";
import { getPlatformApplicationAttributes } from "./operations/get-platform-application-attributes.ts";
import { getSmsAttributes } from "./operations/get-sms-attributes.ts";
import { getSmsSandboxAccountStatus } from "./operations/get-sms-sandbox-account-status.ts";
import { getSubscriptionAttributes } from "./operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "./operations/get-topic-attributes.ts";
import { listEndpointsByPlatformApplication } from "./operations/list-endpoints-by-platform-application.ts";
import { listOriginationNumbers } from "./operations/list-origination-numbers.ts";
import { listPhoneNumbersOptedOut } from "./operations/list-phone-numbers-opted-out.ts";
import { listPlatformApplications } from "./operations/list-platform-applications.ts";
import { listSmsSandboxPhoneNumbers } from "./operations/list-sms-sandbox-phone-numbers.ts";
import { listSubscriptions } from "./operations/list-subscriptions.ts";
import { listSubscriptionsByTopic } from "./operations/list-subscriptions-by-topic.ts";
import { listTagsForResource } from "./operations/list-tags-for-resource.ts";
import { listTopics } from "./operations/list-topics.ts";
import { optInPhoneNumber } from "./operations/opt-in-phone-number.ts";
import { optOutPhoneNumber } from "./operations/opt-out-phone-number.ts";
import { publish } from "./operations/publish.ts";
import { publishBatch } from "./operations/publish-batch.ts";
import { pushToEndpoint } from "./operations/push-to-endpoint.ts";
import { putDataProtectionPolicy } from "./operations/put-data-protection-policy.ts";
import { removeEndpoints } from "./operations/remove-endpoints.ts";
import { removePermission } from "./operations/remove-permission.ts";
import { removeSubscriptions } from "./operations/remove-subscriptions.ts";
import { sendConfirmation } from "./operations/send-confirmation.ts";
import { sendTextMessage } from "./operations/send-text-message.ts";
import { setEndpointAttributes } from "./operations/set-endpoint-attributes.ts";
import { setPlatformApplicationAttributes } from "./operations/set-platform-application-attributes.ts";
import { setSmsAttributes } from "./operations/set-sms-attributes.ts";
import { setSubscriptionAttributes } from "./operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "./operations/set-topic-attributes.ts";
import { subscribe } from "./operations/subscribe.ts";
import { tagResource } from "./operations/tag-resource.ts";
import { testFilterPolicy } from "./operations/test-filter-policy.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { untagResource } from "./operations/untag-resource.ts";
import { verifySmsSandboxPhoneNumber } from "./operations/verify-sms-sandbox-phone-number.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

export const sns: Service = {
  name: "sns",
  operations: [
    addPermission,
    advanceLane,
    checkIfPhoneNumberIsOptedOut,
    confirmSubscription,
    createPlatformApplication,
    createPlatformEndpoint,
    createSmsSandboxPhoneNumber,
    createTopic,
    deleteEndpoint,
    deletePlatformApplication,
    deleteSmsSandboxPhoneNumber,
    deleteTopic,
    deliverToSubscription,
    describeSubscriptions,
    describeTopics,
    expireSubscription,
    explainFanOut,
    fanOut,
    fanOutInOrder,
    forgetDuplicates,
    forgetFormerSubscription,
    forgetMessage,
    getDataProtectionPolicy,
    getEndpointAttributes,
    getPlatformApplicationAttributes,
    getSmsAttributes,
    getSmsSandboxAccountStatus,
    getSubscriptionAttributes,
    getTopicAttributes,
    listEndpointsByPlatformApplication,
    listOriginationNumbers,
    listPhoneNumbersOptedOut,
    listPlatformApplications,
    listSmsSandboxPhoneNumbers,
    listSubscriptions,
    listSubscriptionsByTopic,
    listTagsForResource,
    listTopics,
    optInPhoneNumber,
    optOutPhoneNumber,
    publish,
    publishBatch,
    pushToEndpoint,
    putDataProtectionPolicy,
    removeEndpoints,
    removePermission,
    removeSubscriptions,
    sendConfirmation,
    sendTextMessage,
    setEndpointAttributes,
    setPlatformApplicationAttributes,
    setSmsAttributes,
    setSubscriptionAttributes,
    setTopicAttributes,
    subscribe,
    tagResource,
    testFilterPolicy,
    unsubscribe,
    untagResource,
    verifySmsSandboxPhoneNumber,
  ],
  describe: describeTopic,
  routes,
  docs,
  deviations,
  stored,
  wire,
};

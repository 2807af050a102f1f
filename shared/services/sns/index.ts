import type { Service } from "../service.ts";
import { describeTopic } from "./describe.ts";
import { deviations } from "./deviations.ts";
import { docs } from "./docs.ts";
import { confirmSubscription } from "./operations/confirm-subscription.ts";
import { createTopic } from "./operations/create-topic.ts";
import { deleteTopic } from "./operations/delete-topic.ts";
import { deliverToSubscription } from "./operations/deliver-to-subscription.ts";
import { describeSubscriptions } from "./operations/describe-subscriptions.ts";
import { describeTopics } from "./operations/describe-topics.ts";
import { expireSubscription } from "./operations/expire-subscription.ts";
import { fanOut } from "./operations/fan-out.ts";
import { forgetMessage } from "./operations/forget-message.ts";
import { getSubscriptionAttributes } from "./operations/get-subscription-attributes.ts";
import { getTopicAttributes } from "./operations/get-topic-attributes.ts";
import { listSubscriptions } from "./operations/list-subscriptions.ts";
import { listSubscriptionsByTopic } from "./operations/list-subscriptions-by-topic.ts";
import { listTopics } from "./operations/list-topics.ts";
import { publish } from "./operations/publish.ts";
import { publishBatch } from "./operations/publish-batch.ts";
import { removeSubscriptions } from "./operations/remove-subscriptions.ts";
import { sendConfirmation } from "./operations/send-confirmation.ts";
import { setSubscriptionAttributes } from "./operations/set-subscription-attributes.ts";
import { setTopicAttributes } from "./operations/set-topic-attributes.ts";
import { subscribe } from "./operations/subscribe.ts";
import { unsubscribe } from "./operations/unsubscribe.ts";
import { routes } from "./rest.ts";
import { wire } from "./wire.ts";

export const sns: Service = {
  name: "sns",
  operations: [
    confirmSubscription,
    createTopic,
    deleteTopic,
    deliverToSubscription,
    describeSubscriptions,
    describeTopics,
    expireSubscription,
    fanOut,
    forgetMessage,
    getSubscriptionAttributes,
    getTopicAttributes,
    listSubscriptions,
    listSubscriptionsByTopic,
    listTopics,
    publish,
    publishBatch,
    removeSubscriptions,
    sendConfirmation,
    setSubscriptionAttributes,
    setTopicAttributes,
    subscribe,
    unsubscribe,
  ],
  describe: describeTopic,
  routes,
  docs,
  deviations,
  wire,
};

/** Recorded scenarios that can't be played here, and why. */
export const NOT_REPRODUCED: Readonly<Record<string, string>> = {
  test_delete_subscriptions_on_delete_topic:
    "AWS goes on showing the subscriptions of a deleted topic for a while; here they are gone with it",
  test_http_subscription_response: "played in topic-deliveries.test.ts",
  test_subscribe_external_http_endpoint: "played in topic-deliveries.test.ts",
  test_python_lambda_subscribe_sns_topic: "functions can't subscribe yet",
  test_redrive_policy_lambda_subscription: "functions can't subscribe yet",
};

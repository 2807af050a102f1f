import {
  CheckIfPhoneNumberIsOptedOutCommand,
  CreatePlatformApplicationCommand,
  type CreatePlatformApplicationInput,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  DeletePlatformApplicationCommand,
  GetEndpointAttributesCommand,
  GetPlatformApplicationAttributesCommand,
  ListEndpointsByPlatformApplicationCommand,
  ListPhoneNumbersOptedOutCommand,
  ListPlatformApplicationsCommand,
  ListSubscriptionsByTopicCommand,
  OptInPhoneNumberCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SubscribeCommand,
} from "@aws-sdk/client-sns";
import { expect } from "vitest";
import type { Scenarios, Stage } from "./stage.ts";

const CREDENTIALS = { PlatformCredential: "secret", PlatformPrincipal: "client" };

async function application(stage: Stage): Promise<string> {
  const command = new CreatePlatformApplicationCommand({
    Name: stage.name(),
    Platform: "ADM",
    Attributes: CREDENTIALS,
  });
  return (await stage.sns.send(command)).PlatformApplicationArn ?? "";
}

async function endpoint(stage: Stage, PlatformApplicationArn: string, more = {}): Promise<string> {
  const command = new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token: "token_1", ...more });
  return (await stage.sns.send(command)).EndpointArn ?? "";
}

const create = (stage: Stage, input: Partial<CreatePlatformApplicationInput>) =>
  stage.sns.send(
    new CreatePlatformApplicationCommand({ Name: stage.name(), Platform: "ADM", Attributes: undefined, ...input }),
  );

export const mobileScenarios: Scenarios = {
  async test_create_platform_application(stage) {
    stage.same("create-platform-application", await create(stage, { Attributes: CREDENTIALS }));
  },

  async test_create_platform_application_invalid_attributes(stage) {
    const variants: Record<string, Record<string, string> | undefined> = {
      "missing-credential": { PlatformPrincipal: "client" },
      "missing-principal": { PlatformCredential: "secret" },
      "no-args": undefined,
    };
    const Attributes = variants[stage.variant];
    await stage.refused("platform-application-no-attributes", create(stage, { Attributes }));
  },

  async test_create_platform_application_invalid_platform(stage) {
    await stage.refused("invalid-platform", create(stage, { Platform: "AAA", Attributes: CREDENTIALS }));
  },

  async test_get_platform_application_attributes(stage) {
    const PlatformApplicationArn = await application(stage);
    const command = new GetPlatformApplicationAttributesCommand({ PlatformApplicationArn });
    stage.same("get-application-attributes", await stage.sns.send(command));
  },

  async test_list_platform_applications(stage) {
    const arn = await application(stage);
    const { PlatformApplications = [] } = await stage.sns.send(new ListPlatformApplicationsCommand({}));
    const own = PlatformApplications.filter(({ PlatformApplicationArn }) => PlatformApplicationArn === arn);
    stage.same("list-platform-applications", { PlatformApplications: own });
  },

  async test_set_platform_application_attributes_invalid_arn(stage) {
    const input = { PlatformApplicationArn: "invalid", Attributes: { Enabled: "false" } };
    const call = stage.sns.send(new SetPlatformApplicationAttributesCommand(input));
    await stage.refused("invalid-application-arn", call);
  },

  async test_create_platform_endpoint(stage) {
    const PlatformApplicationArn = await application(stage);
    stage.same("create-platform-endpoint", { EndpointArn: await endpoint(stage, PlatformApplicationArn) });
  },

  async test_create_platform_endpoint_custom_data(stage) {
    const custom = { CustomUserData: "foo", Attributes: { CustomUserData: "bar" } };
    const EndpointArn = await endpoint(stage, await application(stage), custom);
    const answer = await stage.sns.send(new GetEndpointAttributesCommand({ EndpointArn }));
    stage.same("create-endpoint-double-custom-data", answer);
  },

  async test_create_platform_endpoint_double_custom_data(stage) {
    const arn = await application(stage);
    const EndpointArn = await endpoint(stage, arn, { CustomUserData: "foo" });
    expect(await endpoint(stage, arn, { CustomUserData: "foo" })).toBe(EndpointArn);
    const answer = await stage.sns.send(new GetEndpointAttributesCommand({ EndpointArn }));
    stage.same("create-endpoint-double-custom-data", answer);
  },

  async test_delete_endpoints_of_deleted_app(stage) {
    const PlatformApplicationArn = await application(stage);
    await endpoint(stage, PlatformApplicationArn);
    const deletion = new DeletePlatformApplicationCommand({ PlatformApplicationArn });
    stage.same("delete-application", await stage.sns.send(deletion));
    const list = stage.sns.send(new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn }));
    await stage.refused("list-endpoints-after-app-delete", list);
  },

  async test_delete_platform_endpoint_with_subscription(stage) {
    const TopicArn = await stage.topic();
    const EndpointArn = await endpoint(stage, await application(stage));
    await stage.sns.send(new SubscribeCommand({ TopicArn, Protocol: "application", Endpoint: EndpointArn }));
    // The recording is of the whole account's list and its account had more than a page.
    const list = async () => {
      const { Subscriptions } = await stage.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
      return { Subscriptions, NextToken: "of the recorded account" };
    };
    stage.same("list-subscriptions-pre-delete", await list());
    stage.same("delete-endpoint", await stage.sns.send(new DeleteEndpointCommand({ EndpointArn })));
    stage.same("list-subscriptions-post-delete", await list());
  },

  async test_list_platform_endpoints(stage) {
    const PlatformApplicationArn = await application(stage);
    await endpoint(stage, PlatformApplicationArn);
    const command = new ListEndpointsByPlatformApplicationCommand({ PlatformApplicationArn });
    stage.same("list-endpoints-by-app", await stage.sns.send(command));
  },

  async test_set_platform_endpoint_attributes_invalid_arn(stage) {
    const input = { EndpointArn: "arn:aws:sns:us-east-1:111111111111:endpoint", Attributes: { Enabled: "true" } };
    const call = stage.sns.send(new SetEndpointAttributesCommand(input));
    await stage.refused("set-platform-endpoint-attributes-non-existent-app", call);
  },

  async test_set_platform_endpoint_attributes_non_existent_endpoint(stage) {
    const arn = await endpoint(stage, await application(stage));
    const EndpointArn = arn.replace(/[^/]+$/, "00000000-0000-4000-8000-000000000000");
    const call = stage.sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: { Enabled: "true" } }));
    await stage.refused("set-platform-endpoint-attributes-non-existent-app", call);
  },

  async test_opt_in_non_existing_phone_number(stage) {
    const command = new OptInPhoneNumberCommand({ phoneNumber: "+44123456789" });
    stage.same("opt-in-non-existing-number", await stage.sns.send(command));
  },

  async test_opt_in_phone_number(stage) {
    const command = new OptInPhoneNumberCommand({ phoneNumber: "+44123456789" });
    stage.same("opt-in-phone-number", await stage.sns.send(command));
  },

  async test_check_not_opted_out(stage) {
    // Nothing of what AWS answered is in the recording, but its name says what must hold.
    const command = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber: "+44123456789" });
    expect((await stage.sns.send(command)).isOptedOut).toBe(false);
  },

  async test_list_opted_out(stage) {
    stage.same("list-opted-out", await stage.sns.send(new ListPhoneNumbersOptedOutCommand({})));
  },

  async test_publish_wrong_phone_format(stage) {
    const publish = (PhoneNumber: string) => stage.sns.send(new PublishCommand({ PhoneNumber, Message: "x" }));
    await stage.refused("invalid-number", publish("+1a234"));
    await stage.refused("wrong-format", publish("NAA+15551234567"));
    const TopicArn = await stage.topic();
    const subscription = { TopicArn, Protocol: "sms", Endpoint: "NAA+15551234567" };
    await stage.refused("wrong-endpoint", stage.sns.send(new SubscribeCommand(subscription)));
  },

  async test_subscribe_bad_sms(stage) {
    const input = { TopicArn: await stage.topic(), Protocol: "sms", Endpoint: "invalid-number" };
    await stage.refused("subscribe-bad-sms", stage.sns.send(new SubscribeCommand(input)));
  },

  async test_subscribe_sms_obscure_phone_number(stage) {
    const input = { TopicArn: await stage.topic(), Protocol: "sms", Endpoint: "+1 (555) 123-4567" };
    const { SubscriptionArn } = await stage.sns.send(new SubscribeCommand(input));
    stage.same("subscribe-sms-2", { SubscriptionArn });
  },
};

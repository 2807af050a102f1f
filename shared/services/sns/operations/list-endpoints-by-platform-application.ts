import type {
  ListEndpointsByPlatformApplicationInput,
  ListEndpointsByPlatformApplicationResponse,
} from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { platformEndpointArn, readApplication } from "../mobile.ts";
import { cutPage, pageQuery } from "../page.ts";
import { endpointFromRow, endpointsPartition } from "../table-mobile.ts";

/** 100 a page, in the order of their ids. https://docs.aws.amazon.com/sns/latest/api/API_ListEndpointsByPlatformApplication.html */
export const listEndpointsByPlatformApplication = operation<
  ListEndpointsByPlatformApplicationInput,
  ListEndpointsByPlatformApplicationResponse
>()({
  service: "sns",
  name: "ListEndpointsByPlatformApplication",

  async prefetch({ PlatformApplicationArn, NextToken }, tools) {
    const { store, context } = tools;
    const { application } = await readApplication(PlatformApplicationArn, tools, "ListEndpointsByPlatformApplication");
    const found = await store.query({ ...endpointsPartition(context, application), ...pageQuery({ NextToken }) });
    return { application, ...cutPage(found, {}) };
  },

  commit({ application, rows, next }) {
    const Endpoints = rows.map(endpointFromRow).map(({ id, attributes }) => ({
      EndpointArn: platformEndpointArn(application, id),
      Attributes: attributes,
    }));
    return { output: { Endpoints, ...next } };
  },
});

import type { ListPlatformApplicationsInput, ListPlatformApplicationsResponse } from "@aws-sdk/client-sns";
import { operation } from "../../service.ts";
import { applicationArn } from "../mobile.ts";
import { shownAttributes } from "../mobile-attributes.ts";
import { cutPage, pageQuery } from "../page.ts";
import { applicationFromRow, applicationsPartition } from "../table-mobile.ts";

/** 100 a page, in the order of platforms and names. https://docs.aws.amazon.com/sns/latest/api/API_ListPlatformApplications.html */
export const listPlatformApplications = operation<ListPlatformApplicationsInput, ListPlatformApplicationsResponse>()({
  service: "sns",
  name: "ListPlatformApplications",

  async prefetch({ NextToken }, { store, context }) {
    return cutPage(await store.query({ ...applicationsPartition(context), ...pageQuery({ NextToken }) }), {});
  },

  commit({ rows, next }) {
    const PlatformApplications = rows.map(applicationFromRow).map((application) => ({
      PlatformApplicationArn: applicationArn(application),
      Attributes: shownAttributes(application.attributes),
    }));
    return { output: { PlatformApplications, ...next } };
  },
});

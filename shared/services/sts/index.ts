import type { Service } from "../service.ts";
import { deviations } from "./deviations.ts";
import { docs } from "./docs.ts";
import { assumeRole } from "./operations/assume-role.ts";
import { describeSession } from "./operations/describe-session.ts";
import { getAccessKeyInfo } from "./operations/get-access-key-info.ts";
import { getCallerIdentity } from "./operations/get-caller-identity.ts";
import { getFederationToken } from "./operations/get-federation-token.ts";
import { getSessionToken } from "./operations/get-session-token.ts";
import { wire } from "./wire.ts";

export const sts: Service = {
  name: "sts",
  operations: [assumeRole, describeSession, getAccessKeyInfo, getCallerIdentity, getFederationToken, getSessionToken],
  routes: [],
  docs,
  deviations,
  wire,
};

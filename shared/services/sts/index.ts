import type { Service } from "../service.ts";
import { docs } from "./docs.ts";
import { getCallerIdentity } from "./operations/get-caller-identity.ts";
import { wire } from "./wire.ts";

export const sts: Service = {
  name: "sts",
  operations: [getCallerIdentity],
  routes: [],
  docs,
  wire,
};

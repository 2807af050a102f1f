import type { ServiceModel } from "./model.ts";

/*
 * Read at the first request of their service: most runs never speak half of them. An import of a fixed text, so that a bundler
 * packs it.
 */
const LOADERS: Readonly<Record<string, () => Promise<{ default: unknown }>>> = {
  ecs: () => import("./models/ecs.json", { with: { type: "json" } }),
  s3: () => import("./models/s3.json", { with: { type: "json" } }),
  sns: () => import("./models/sns.json", { with: { type: "json" } }),
  sqs: () => import("./models/sqs.json", { with: { type: "json" } }),
  sts: () => import("./models/sts.json", { with: { type: "json" } }),
};

/** The model of a service, by the name that its credential scope has. */
export async function loadModel(service: string): Promise<ServiceModel | undefined> {
  const module = Object.hasOwn(LOADERS, service) ? await LOADERS[service]?.() : undefined;
  return module?.default as ServiceModel | undefined;
}

/** What can be made of an image's name without a registry: Skyground's own two, and Node with the learner's own code. */
export type KnownImage = "skyground/web" | "skyground/worker" | "node";

/** Other spellings of Docker Hub's official images, which task definitions on AWS often use. */
const OFFICIAL_PREFIXES = ["docker.io/library/", "public.ecr.aws/docker/library/", "library/"];

/** The image that a reference such as `node:24-alpine` names, whatever its tag or digest; undefined for any other. */
export function knownImage(reference: string): KnownImage | undefined {
  const prefix = OFFICIAL_PREFIXES.find((candidate) => reference.startsWith(`${candidate}node`)) ?? "";
  const match = /^([a-z0-9/._-]+?)(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/.exec(
    reference.slice(prefix.length),
  );
  const name = match?.[1];
  return name === "skyground/web" || name === "skyground/worker" || name === "node" ? name : undefined;
}

/** Why an image that {@link knownImage} doesn't know can't run here, and what can. */
export function unknownImageReason(reference: string): string {
  return (
    `Skyground runs tasks as child processes, without Docker, so it cannot pull "${reference}" from a registry. ` +
    "Images that run here: skyground/web (a small web app), skyground/worker (reads a queue), and node or node:<tag> " +
    "with your own code as source (on Skyground's own Node, whatever the tag)."
  );
}

/** The port that an image's own app listens on, as a Dockerfile's EXPOSE tells. */
export function exposedPort(reference: string): number | undefined {
  return knownImage(reference) === "skyground/web" ? 80 : undefined;
}

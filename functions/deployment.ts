/** What serverless.yml tells every function. */
export interface Deployment {
  readonly apiKey: string;
  readonly plainTable: string;
  readonly timedTable: string;
  readonly blobBucket: string;
  readonly jobQueueUrl: string;
}

/** A deployment that lacks something must not serve. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
}

const MIN_KEY_LENGTH = 16;

export function readDeployment(environment: NodeJS.ProcessEnv): Deployment {
  return {
    apiKey: readApiKey(environment),
    plainTable: required(environment, "SKYGROUND_PLAIN_TABLE"),
    timedTable: required(environment, "SKYGROUND_TIMED_TABLE"),
    blobBucket: required(environment, "SKYGROUND_BLOB_BUCKET"),
    jobQueueUrl: required(environment, "SKYGROUND_JOB_QUEUE_URL"),
  };
}

/** A load balancer is reached by everybody: without a key nothing is served. */
export function readApiKey(environment: NodeJS.ProcessEnv): string {
  const key = environment.SKYGROUND_API_KEY ?? "";
  if (/^[\x21-\x7e]+$/.test(key) && key.length >= MIN_KEY_LENGTH) return key;
  throw new DeploymentError(
    `SKYGROUND_API_KEY must be set, to at least ${MIN_KEY_LENGTH} visible ASCII characters: ` +
      "whoever reaches this load balancer could use the playground otherwise. Deploy again with the parameter apiKey.",
  );
}

function required(environment: NodeJS.ProcessEnv, name: string): string {
  const value = environment[name];
  if (value) return value;
  throw new DeploymentError(`${name} must be set; serverless.yml does.`);
}

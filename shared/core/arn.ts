/** `arn:aws:<service>:<region>:<account>:<resource>`: the address of a resource, and of every effect. */
export type Arn = string & { readonly arn: unique symbol };

export interface ArnParts {
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function arn({ service, region, account, resource }: ArnParts): Arn {
  return `arn:aws:${service}:${region}:${account}:${resource}` as Arn;
}

/** The parts of an ARN, or undefined when the text is not one. A resource may itself contain colons. */
export function parseArn(text: string): ArnParts | undefined {
  const match = /^arn:aws:([a-z0-9-]+):([a-z0-9-]*):([0-9]*):(.+)$/s.exec(text);
  if (!match) return undefined;
  const [, service = "", region = "", account = "", resource = ""] = match;
  return { service, region, account, resource };
}

export function isArn(text: string): text is Arn {
  return parseArn(text) !== undefined;
}

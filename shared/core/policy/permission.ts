import { PolicyFault } from "./policy.ts";

/** What AddPermission of SQS, SNS and Lambda writes into a policy. */
export interface Permission {
  /** The label. */
  readonly sid: string;
  /** Account ids. */
  readonly accounts: readonly string[];
  /** As AWS spells them there: `SQS:SendMessage`. */
  readonly actions: readonly string[];
  /** ARN. */
  readonly resource: string;
}

interface PolicyDocument {
  Version: string;
  Id?: string;
  Statement: { Sid?: string }[];
}

/** A policy's text with one more statement. Throws a PolicyFault when the label is taken. */
export function addPermission(text: string | undefined, permission: Permission, policyId: string): string {
  const { sid, accounts, actions, resource } = permission;
  const document = text ? readDocument(text) : { Version: "2008-10-17", Id: policyId, Statement: [] };
  if (document.Statement.some(({ Sid }) => Sid === sid)) {
    throw new PolicyFault("statement", "Statement already exists");
  }
  const statement = {
    Sid: sid,
    Effect: "Allow",
    Principal: { AWS: oneOrMany(accounts.map((account) => `arn:aws:iam::${account}:root`)) },
    Action: oneOrMany(actions),
    Resource: resource,
  };
  return JSON.stringify({ ...document, Statement: [...document.Statement, statement] });
}

/** A policy's text without a statement, "" when it was the last; undefined when there is none of that label. */
export function removePermission(text: string | undefined, sid: string): string | undefined {
  const document = text ? readDocument(text) : undefined;
  const left = document?.Statement.filter((statement) => statement.Sid !== sid);
  if (!document || !left || left.length === document.Statement.length) return undefined;
  return left.length === 0 ? "" : JSON.stringify({ ...document, Statement: left });
}

/** A stored policy, which has been parsed before; its one statement may stand there without a list. */
function readDocument(text: string): PolicyDocument {
  const { Statement, ...rest } = JSON.parse(text);
  return { ...rest, Statement: Array.isArray(Statement) ? Statement : [Statement] };
}

/** AWS writes a list of one as its only item. */
function oneOrMany(items: readonly string[]): string | readonly string[] {
  const [only, ...others] = items;
  return only !== undefined && others.length === 0 ? only : items;
}

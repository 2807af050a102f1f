import { expect } from "vitest";
import { refusalOf } from "./clients.ts";
import { expectLikeAws, type Names } from "./like-aws.ts";
import { recorded, recordedError } from "./recorded.ts";
import { differences } from "./recorded-shape.ts";

/** One scenario that was recorded from AWS, answer by answer. */
export function s3Scenario(name: string) {
  const names: Names = new Map();
  return {
    names,
    /** The call is answered as AWS answered. */
    async like<Answer extends object>(
      response: string,
      call: Promise<Answer>,
      { except = [] }: { readonly except?: readonly string[] } = {},
    ): Promise<Answer> {
      const answer = await call;
      const { Body: told, ...recording } = recorded("s3", name, response);
      const { Body, ...rest } = answer as { Body?: { transformToString(): Promise<string> } };
      expectLikeAws(without(rest, except), without(recording, except), names);
      const text = await Body?.transformToString();
      if (typeof told === "string" && told !== "") expect(text).toBe(told);
      return answer;
    },
    /** The call is refused as AWS refused it. */
    async refused(response: string, call: Promise<unknown>): Promise<void> {
      const values = Object.fromEntries([...names].map(([key, value]) => [key.slice(1, -1), value]));
      const error = recordedError("s3", name, response, values);
      expect(await errorOf(call)).toEqual(
        error.status === undefined ? { ...error, status: expect.any(Number) } : error,
      );
    },
    /** HEAD and 304 have no body to say more in. */
    async refusedWith(status: number, call: Promise<unknown>): Promise<void> {
      expect((await refusalOf(call)).status).toBe(status);
    },
  };
}

/** As the client's error shows it, without what only a status says. */
async function errorOf(call: Promise<unknown>) {
  const { name, message, status, ...details } = await refusalOf(call);
  const shown = Object.entries(details).filter(
    ([member]) => /^[A-Z]/.test(member) && !/^(RequestId|HostId|Code|Error)$/.test(member),
  );
  return { ...Object.fromEntries(shown), Code: name, Message: message, status };
}

/** The same, held to every member and to placeholders within texts; equal placeholders are equal values throughout. */
export function wholeScenario(name: string) {
  const bound = new Map<string, string>();
  return async (response: string, answer: Promise<object> | object) => {
    expect(differences(name, response, shape(await answer), bound, "s3")).toEqual([]);
  };
}

/** As recordings have it: no metadata of the client's, and dates by their kind. */
function shape(value: unknown): unknown {
  if (value instanceof Date) return "datetime";
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([name, member]) => name !== "$metadata" && member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, shape(member)]));
}

/** Leaves members out, wherever they stand: what varies, or was otherwise when it was recorded. */
function without<Value>(value: Value, names: readonly string[]): Value {
  if (names.length === 0 || typeof value !== "object" || value === null || value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((one) => without(one, names)) as Value;
  const kept = Object.entries(value).filter(([name]) => !names.includes(name));
  return Object.fromEntries(kept.map(([name, one]) => [name, without(one, names)])) as Value;
}

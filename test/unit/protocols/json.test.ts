import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { FaultTable } from "../../../shared/protocols/fault.ts";
import { jsonCodec } from "../../../shared/protocols/json/json-codec.ts";
import { model, structures } from "./support/model.ts";
import { wireRequest } from "./support/request.ts";

const codec = jsonCodec(model, structures, { version: "1.0", namespace: "com.amazonaws.service#", queryErrors: true });
const answer = { requestId: "r-1", head: false };

function read(json: unknown) {
  const text = typeof json === "string" ? json : JSON.stringify(json);
  return codec.read("Do", { request: wireRequest({}), bytes: Buffer.from(text) });
}

describe("AWS JSON", () => {
  test("reads every type", () => {
    const input = {
      Text: "a",
      Count: 1,
      Big: 2 ** 40,
      Ratio: 1.5,
      Yes: false,
      At: 1_767_225_600.5,
      Bytes: "AAEC",
      List: ["a"],
      Map: { a: "b" },
      FlatMap: { x: { A: "1" } },
      Self: { Self: { Text: "deep" } },
    };
    expect(read(input)).toEqual({ ...input, At: new Date("2026-01-01T00:00:00.500Z"), Bytes: Buffer.from([0, 1, 2]) });
  });

  test("passes over what it does not know and what is null", () => {
    expect(read({ Nobody: { knows: "this" }, Text: null, Count: 1 })).toEqual({ Count: 1 });
    expect(read("")).toEqual({});
  });

  test("keeps every name in a map, and no prototype", () => {
    const { Map: map } = read('{"Map":{"__proto__":"polluted","constructor":"c","toString":"t"}}');
    expect(Object.getPrototypeOf(map)).toBeNull();
    expect(Object.entries(map as object)).toEqual([
      ["__proto__", "polluted"],
      ["constructor", "c"],
      ["toString", "t"],
    ]);
    expect(Object.keys(read('{"__proto__":{"Text":"x"},"constructor":1}'))).toEqual([]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each([
    ["a number for a text", { Text: 1 }, "NUMBER_VALUE can not be converted to a String"],
    ["a text for a number", { Count: "1" }, "STRING_VALUE can not be converted to an Integer"],
    ["a number of more than 32 bits", { Count: 2 ** 31 }, "NUMBER_VALUE can not be converted to an Integer"],
    ["a structure for a number", { Count: { toString: 1 } }, "Start of structure or map found where not expected."],
    ["a fraction for a whole number", { Count: 1.5 }, "DECIMAL_VALUE can not be converted to an Integer"],
    ["a truth for a text", { Text: true }, "TRUE_VALUE can not be converted to a String"],
    ["a text for a truth", { Yes: "true" }, "STRING_VALUE can not be converted to a Boolean"],
    ["a list for a text", { Text: [] }, "Start of list found where not expected"],
    ["a structure for a list", { List: {} }, "Start of structure or map found where not expected."],
    ["a text for a list", { List: "a" }, "Expected list or null"],
    ["a text for a map", { Map: "a" }, "Expected map or null"],
    ["a list for a structure", { Inner: [] }, "Start of list found where not expected"],
    ["null in a list", { List: [null] }, "A list has no place for null"],
    ["what is no base64", { Bytes: "a" }, "STRING_VALUE can not be converted to a Blob"],
    ["what is no instant", { At: "now" }, "STRING_VALUE can not be converted to a Date"],
    ["a list as a body", [], "Start of list found where not expected"],
    ["no JSON", "{", "The request body is not valid JSON in UTF-8."],
    ["deep nonsense", "[".repeat(100_000), "The request body is not valid JSON in UTF-8."],
  ])("refuses %s", (_what, json, message) => {
    expect(() => read(json)).toThrowError(expect.objectContaining({ code: "SerializationException", message }));
  });

  test("refuses bytes that are no UTF-8", () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    expect(() => codec.read("Do", { request: wireRequest({}), bytes })).toThrow("UTF-8");
  });

  test("writes what the model knows", () => {
    const output = { Text: "a", At: new Date(1500), Bytes: Buffer.from([0, 1, 2]), Ours: 1, Map: { a: "b" }, List: [] };
    const { body, headers, status } = codec.write("Do", output, answer);
    expect(status).toBe(200);
    expect(headers).toEqual({ "content-type": "application/x-amz-json-1.0", "x-amzn-requestid": "r-1" });
    expect(JSON.parse(String(body))).toEqual({ Text: "a", At: 1.5, Bytes: "AAEC", Map: { a: "b" }, List: [] });
    expect(codec.write("Nothing", {}, answer).body).toBe("{}");
  });

  test("writes errors by the name of their shape, and what Query called them in a header", () => {
    const faults = new FaultTable(model, { InvalidParameterValue: "InvalidParameterValueException" });
    const write = (code: string, details = {}) => {
      const fault = faults.fault(new ServiceError(code, "No.", { details }));
      const { status, headers, body } = codec.writeFault(fault, answer);
      return [status, headers["x-amzn-query-error"], JSON.parse(String(body))];
    };
    const known = { __type: "com.amazonaws.service#NotThereException", message: "No.", Resource: "r" };
    expect(write("NotThere", { Resource: "r", secret: "s" })).toEqual([404, "NotThere;Sender", known]);
    expect(write("NotThereException")).toMatchObject([404, "NotThere;Sender", {}]);
    const value = { __type: "com.amazon.coral.service#InvalidParameterValueException", message: "No." };
    expect(write("InvalidParameterValue")).toEqual([400, "InvalidParameterValue;Sender", value]);
  });
});

import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { FaultTable } from "../../../shared/protocols/fault.ts";
import { restJsonCodec } from "../../../shared/protocols/rest/rest-json-codec.ts";
import { restXmlCodec } from "../../../shared/protocols/rest/rest-xml-codec.ts";
import { model, structures } from "./support/model.ts";
import { wireRequest } from "./support/request.ts";

const xml = restXmlCodec({ ...model, protocol: "rest-xml" }, structures);
const json = restJsonCodec({ ...model, protocol: "rest-json" }, structures);
const answer = { requestId: "r-1", head: false };
const request = wireRequest({
  method: "PUT",
  search: "page=2&tag=a%20b&tag=c+d",
  headers: { "if-modified-since": "Thu, 01 Jan 1970 00:00:01 GMT", "x-meta-colour": "blue", "x-meta-__proto__": "p" },
});
const INNER = Buffer.from('<?xml version="1.0"?><TheInner xmlns="http://x/"><B>2</B><A>&#65;</A><C/></TheInner>');

function readXml(bytes: Uint8Array, labels = { Id: "a%2Fb" }) {
  return xml.read("PutItem", { request, bytes, labels });
}

describe("REST with XML", () => {
  test("reads path, query, headers and body", () => {
    const { Meta, ...input } = readXml(INNER);
    expect(input).toEqual({ Id: "a/b", Page: 2, Tags: ["a b", "c d"], Since: new Date(1000), Inner: { A: "A", B: 2 } });
    expect(Object.entries(Meta as object)).toEqual([
      ["colour", "blue"],
      ["__proto__", "p"],
    ]);
  });

  test.each([
    ["another root", "<Other><A>1</A></Other>"],
    ["a required element missing", "<TheInner><B>1</B></TheInner>"],
    ["a number that is none", "<TheInner><A>1</A><B>x</B></TheInner>"],
    ["elements where a text belongs", "<TheInner><A><X/></A></TheInner>"],
    ["an element that is not closed", "<TheInner><A>1</A>"],
    ["elements that cross", "<TheInner><A>1</TheInner></A>"],
    ["two roots", "<TheInner><A>1</A></TheInner><TheInner/>"],
    ["a document type", '<!DOCTYPE x [<!ENTITY y "z">]><TheInner><A>&y;</A></TheInner>'],
    ["an entity that nobody knows", "<TheInner><A>&constructor;</A></TheInner>"],
    ["a reference to nothing", "<TheInner><A>&#x110000;</A></TheInner>"],
    ["no XML at all", "{}"],
    ["elements as deep as a well", "<TheInner>".repeat(10_000)],
  ])("refuses a body with %s", (_what, text) => {
    expect(() => readXml(Buffer.from(text))).toThrowError(expect.objectContaining({ code: "MalformedXML" }));
  });

  test("refuses a body that is no UTF-8 or not there", () => {
    expect(() => readXml(Buffer.from([0x3c, 0xff]))).toThrowError(expect.objectContaining({ code: "MalformedXML" }));
    expect(() => readXml(new Uint8Array())).toThrowError(expect.objectContaining({ code: "MissingRequestBodyError" }));
  });

  test("refuses a path that is not percent-encoded and a number that is none, and passes over a date that is none", () => {
    expect(() => readXml(INNER, { Id: "%zz" })).toThrowError(expect.objectContaining({ code: "InvalidURI" }));
    const page = wireRequest({ search: "page=two", headers: { "if-modified-since": "yesterday" } });
    expect(() => xml.read("PutItem", { request: page, bytes: INNER, labels: { Id: "a" } })).toThrowError(
      expect.objectContaining({ code: "InvalidArgument", details: { ArgumentName: "page", ArgumentValue: "two" } }),
    );
    const dated = wireRequest({ headers: { "if-modified-since": "yesterday" } });
    expect(xml.read("PutItem", { request: dated, bytes: INNER, labels: { Id: "a" } }).Since).toBeUndefined();
  });

  test("writes headers, and one element as a body", () => {
    const output = { Etag: '"x"', Meta: { colour: "blue", sign: "→" }, Text: "a" };
    const { status, headers, body } = xml.write("PutItem", output, answer);
    expect(status).toBe(201);
    expect(headers).toMatchObject({ etag: '"x"', "x-meta-colour": "blue", "x-meta-sign": "=?UTF-8?B?4oaS?=" });
    expect(headers).toMatchObject({ "x-amz-request-id": "r-1", "content-type": "application/xml" });
    expect(body).toContain('<ShownResult xmlns="http://example.amazonaws.com/"><Text>a</Text></ShownResult>');
  });

  test("writes errors with their details, and none of it for HEAD", () => {
    const fault = new FaultTable({ ...model, protocol: "rest-xml" }).fault(
      new ServiceError("NoSuchKey", "No <key>.", { status: 404, details: { Key: "a&b", ArgumentValue: null } }),
    );
    const { status, body } = xml.writeFault(fault, answer);
    expect(status).toBe(404);
    expect(body).toMatch(
      /<Error><Code>NoSuchKey<\/Code><Message>No &lt;key&gt;.<\/Message><Key>a&amp;b<\/Key><ArgumentValue\/><RequestId>r-1<\/RequestId><HostId>.+<\/HostId><\/Error>$/,
    );
    expect(xml.writeFault(fault, { ...answer, head: true }).body).toBeUndefined();
  });
});

describe("REST with JSON", () => {
  test("reads path and body", () => {
    const bytes = Buffer.from('{"Text":"a","Bytes":"AAEC","Nobody":1}');
    expect(json.read("CallFunction", { request, bytes, labels: { Name: "f" } })).toEqual({
      Name: "f",
      Text: "a",
      Bytes: Buffer.from([0, 1, 2]),
    });
    const broken = { request, bytes: Buffer.from('{"Text":1}'), labels: { Name: "f" } };
    expect(() => json.read("CallFunction", broken)).toThrowError(
      expect.objectContaining({ code: "SerializationException" }),
    );
  });

  test("writes headers, status and body", () => {
    const { status, headers, body } = json.write("CallFunction", { Code: 202, Etag: "e", Count: 3 }, answer);
    expect([status, headers.etag, body]).toEqual([202, "e", '{"Count":3}']);
  });

  test("writes errors with their type in a header", () => {
    const fault = new FaultTable(model).fault(new ServiceError("NotThereException", "No."));
    const { status, headers, body } = json.writeFault(fault, answer);
    expect([status, headers["x-amzn-errortype"], body]).toEqual([
      404,
      "NotThereException",
      '{"Type":"User","message":"No."}',
    ]);
  });
});

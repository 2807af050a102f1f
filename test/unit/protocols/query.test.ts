import { describe, expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { FaultTable } from "../../../shared/protocols/fault.ts";
import { type FormNode, formOfQuery, parseForm } from "../../../shared/protocols/query/form.ts";
import { formInWords, queryCodec } from "../../../shared/protocols/query/query-codec.ts";
import { model, structures } from "./support/model.ts";
import { wireRequest } from "./support/request.ts";

const codec = queryCodec(model, structures, { xmlNamespace: "http://example/", errorDetail: true });
const answer = { requestId: "r-1", head: false };

function read(body: string) {
  const form: FormNode = formInWords(() => parseForm(body));
  return codec.read("Do", { request: wireRequest({}), bytes: new Uint8Array(), form });
}

describe("a form", () => {
  test("has texts, numbers, truths, instants and bytes", () => {
    const fields = "Text=a+b%26c&Count=-1&Big=1099511627776&Ratio=1.5&Yes=true&At=2026-01-01T00%3A00%3A00Z&Bytes=AAEC";
    expect(read(`Action=Do&${fields}`)).toEqual({
      Text: "a b&c",
      Count: -1,
      Big: 2 ** 40,
      Ratio: 1.5,
      Yes: true,
      At: new Date("2026-01-01T00:00:00Z"),
      Bytes: Buffer.from([0, 1, 2]),
    });
  });

  test("has lists in the order of their numbers, flattened or not", () => {
    expect(read("List.member.10=c&List.member.2=b&List.member.1=a&FlatEntry.2=y&FlatEntry.1=x")).toEqual({
      List: ["a", "b", "c"],
      Flat: ["x", "y"],
    });
    expect(read("List=")).toEqual({ List: [] });
  });

  test("has maps, flattened or not, whatever their keys are called", () => {
    const { Map: map, FlatMap: flat } = read(
      "Map.entry.1.key=__proto__&Map.entry.1.value=p&Map.entry.2.key=a&Map.entry.2.value=&Attribute.1.Name=n&Attribute.1.Value.A=x&Attribute.1.Value.B=2",
    );
    expect(Object.entries(map as object)).toEqual([
      ["__proto__", "p"],
      ["a", ""],
    ]);
    expect(Object.getPrototypeOf(map)).toBeNull();
    expect({ ...(flat as object) }).toEqual({ n: { A: "x", B: 2 } });
  });

  test("whose map has half an entry is malformed", () => {
    for (const half of ["key=a", "value=b", "key=a&Map.entry.1.value.more=b"]) {
      expect(() => read(`Map.entry.1.${half}`)).toThrow("An entry of a map needs a key and a value");
    }
  });

  test("has structures within structures, and fields that nobody knows", () => {
    expect(read("Self.Self.Inner.A=deep&Nobody.knows.1=this&__proto__.x=1&constructor=2")).toEqual({
      Self: { Self: { Inner: { A: "deep" } } },
    });
  });

  test("may come in the query of a GET", () => {
    const form = formOfQuery(wireRequest({ search: "Action=Do&Text=a%20b" }).query);
    expect(codec.read("Do", { request: wireRequest({}), bytes: new Uint8Array(), form })).toEqual({ Text: "a b" });
  });

  test.each([
    ["a number that is none", "Count=one"],
    ["a number that is too large", "Count=2147483648"],
    ["a truth that is none", "Yes=maybe"],
    ["bytes that are no base64", "Bytes=a"],
    ["broken percent-encoding", "Text=%zz"],
    ["bytes that are no UTF-8", "Text=%ff"],
    ["an entry without its key", "Map.entry.1.value=a"],
    ["an entry without its value", "Map.entry.1.key=a"],
    ["names as deep as a well", `${"a.".repeat(1000)}a=1`],
    ["more fields than anybody needs", "a=1&".repeat(20_000)],
  ])("with %s is refused", (_what, body) => {
    expect(() => read(body)).toThrowError(expect.objectContaining({ code: "MalformedInput", status: 400 }));
  });
});

describe("Query's XML", () => {
  test("has what the model knows, escaped", () => {
    const output = {
      Text: '<a> & "b"',
      At: new Date(0),
      List: ["x", "y"],
      Flat: ["x", "y"],
      Map: { "k&": "v" },
      FlatMap: { n: { A: "1", B: 2 } },
      Ours: 1,
    };
    expect(codec.write("Do", output, answer).body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<DoResponse xmlns="http://example/"><DoResult>' +
        "<Text>&lt;a&gt; &amp; &quot;b&quot;</Text><At>1970-01-01T00:00:00.000Z</At>" +
        "<List><member>x</member><member>y</member></List><FlatEntry>x</FlatEntry><FlatEntry>y</FlatEntry>" +
        "<Map><entry><key>k&amp;</key><value>v</value></entry></Map>" +
        "<Attribute><Name>n</Name><Value><A>1</A><B>2</B></Value></Attribute>" +
        "</DoResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DoResponse>",
    );
  });

  test("has no result where there is none, and an empty one where nothing is in it", () => {
    expect(codec.write("Nothing", {}, answer).body).toContain(
      '<NothingResponse xmlns="http://example/"><ResponseMetadata>',
    );
    expect(codec.write("Do", {}, answer).body).toContain("<DoResult/>");
  });

  test("has errors with the code that Query calls them by", () => {
    const fault = new FaultTable(model).fault(new ServiceError("NotThereException", "a < b"));
    const { status, body } = codec.writeFault(fault, answer);
    expect(status).toBe(404);
    expect(body).toContain(
      "<Error><Type>Sender</Type><Code>NotThere</Code><Message>a &lt; b</Message><Detail/></Error><RequestId>r-1</RequestId>",
    );
  });
});

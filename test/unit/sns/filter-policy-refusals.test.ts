import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { parseFilterPolicy } from "../../../shared/services/sns/filter-policy/parse.ts";

/** AWS's recorded answers, without what the operation puts before them. */
const RECORDED: readonly (readonly [policy: string, reason: string, column: number])[] = [
  ['{"key":[{"numeric":[]}]}', "Invalid member in numeric match: ]", 22],
  ['{"key":[{"numeric":[">",20,30]}]}', "Bad value in numeric range: 30", 30],
  ['{"key":[{"numeric":[">",20,"<="]}]}', "Value of <= must be numeric", 33],
  ['{"key":[{"numeric":[">="]}]}', "Value of >= must be numeric", 26],
  ['{"key":[{"numeric":[1,"<="]}]}', "Invalid member in numeric match: 1", 22],
  ['{"key":[{"numeric":[">",20,"<",30,"<",50]}]}', "Too many terms in numeric range expression", 36],
  ['{"key":[{"numeric":["=","000"]}]}', "Value of equals must be numeric", 26],
  ['{"key":[{"numeric":["operator"]}]}', "Unrecognized numeric range operator: operator", 32],
  ['{"key":[{"numeric":[">=",1,">",2]}]}', "Bad numeric range operator: >", 31],
  ['{"key":[{"numeric":["<",100,">",10]}]}', "Too many elements in numeric expression", 30],
  ['{"key":[{"numeric":[">","20","<","30"]}]}', "Value of > must be numeric", 26],
  ['{"key":[{"numeric":[">",20,"<","30"]}]}', "Value of < must be numeric", 33],
  ['{"key":[{"numeric":[">",20,"test"]}]}', "Bad numeric range operator: test", 34],
  ['{"key":[{"numeric":[">",3,"<",1]}]}', "Bottom must be less than top", 33],
  ['{"key":[]}', "Empty arrays are not allowed", 10],
  ['{"key":[{"suffix":[]}]}', "suffix match pattern must be a string", 20],
  ['{"key":[{"suffix":null}]}', "suffix match pattern must be a string", 23],
  ['{"key":[{"suffix":100}]}', "suffix match pattern must be a string", 22],
  ['{"key":[{"suffix":["test","test2"]}]}', "suffix match pattern must be a string", 20],
  ['{"key":{"not-an-operator":"value"}}', '"not-an-operator" must be an object or an array', 28],
  ['{"key":{"suffix":"value","prefix":"value"}}', '"suffix" must be an object or an array', 19],
  ['{"key_a":"value_one"}', '"key_a" must be an object or an array', 11],
  ['{"key":[{"cidr":["bad-filter"]}]}', "prefix match pattern must be a string", 18],
];

/** AWS's recorded answers without a place. */
const PLACELESS: readonly (readonly [policy: string, reason: string])[] = [
  ['{"key":[{"cidr":"bad-filter"}]}', "Malformed CIDR, one '/' required"],
  ['{"key":[{"cidr":"bad-filter/64"}]}', "Nonstandard IP address: bad-filter"],
  ['{"key":[{"cidr":"bad-filter/bad-filter"}]}', "Malformed CIDR, mask bits must be an integer"],
  ['{"key":[{"cidr":"xx.11.xx/8"}]}', "Nonstandard IP address: xx.11.xx"],
  ['{"key":[{"cidr":"xxxx:db8:1234:1a00::/64"}]}', "Nonstandard IP address: xxxx:db8:1234:1a00::"],
  ['{"key":[{"cidr":"10.0.0.0/32"}]}', "IPv4 mask bits must be < 32"],
  ['{"key":[{"cidr":"::/128"}]}', "IPv6 mask bits must be < 128"],
  ['{"key":[{"cidr":"10.0.0.0/-1"}]}', "Malformed CIDR, mask bits must not be negative"],
  [`{"$or":[{"a":[${"1,".repeat(99)}1]},{"b":[${"1,".repeat(50)}1]}]}`, "Filter policy is too complex"],
  [`{"k":["x","y"],"$or":[{"a":[${"1,".repeat(37)}1]},{"b":[${"1,".repeat(37)}1]}]}`, "Filter policy is too complex"],
  [`{"a":[${'{"wildcard":"*x*"},'.repeat(33)}{"wildcard":"*y*"}]}`, "Filter policy is too complex"],
];

/** Words of the engine that AWS published; their places were not recorded. */
const KNOWN: readonly (readonly [policy: string, reason: string])[] = [
  ['["a"]', "Filter is not an object"],
  ['{"key":{}}', "Empty objects are not allowed"],
  ['{"key":[["a"]]}', "Match value must be String, number, true, false, or null"],
  ['{"key":[{}]}', "Match expression name not found"],
  ['{"key":[{"starts-with":"a"}]}', "Unrecognized match type starts-with"],
  ['{"key":[{"prefix":"a","suffix":"b"}]}', "Only one key allowed in match expression"],
  ['{"$or":{"a":["b"]}}', "It must be an Array followed with $or."],
  ['{"$or":["a","b"]}', "Only JSON object is allowed in array of $or relationship."],
  ['{"$or":[{"a":["b"]}]}', "There must have at least 2 Objects in $or relationship."],
  ['{"$or":[{"prefix":["b"]},{"c":["d"]}]}', "prefix is Ruler reserved fieldName which cannot be used inside $or."],
  ['{"key":[{"wildcard":"a**b"}]}', "Consecutive wildcard characters at pos 2"],
  ['{"key":[{"wildcard":"a\\\\x"}]}', "Invalid escape character at pos 2"],
  ['{"key":[{"wildcard":1}]}', "wildcard match pattern must be a string"],
  ['{"key":[{"anything-but":{"wildcard":["a",1]}}]}', "wildcard match pattern must be a string"],
  ['{"$or":[{"a":{"b":["c"]}},{"d":["e"]}]}', "does not support nested filter policy"],
  ['{"a":["x"],"b":["x"],"c":["x"],"$or":[{"d":["x"]},{"e":["x"]},{"f":["x"]}]}', "more than 5 keys"],
  ['{"key":[{"exists":"yes"}]}', "exists match pattern must be either true or false."],
  ['{"key":[{"exists":null}]}', "exists match pattern must be either true or false."],
  ['{"key":[{"numeric":5}]}', "Value of numeric must be an array."],
  ['{"key":[{"numeric":["<",2000000000]}]}', "Value must be between -1.0E9 and 1.0E9, inclusive"],
  ['{"key":[{"anything-but":null}]}', "Value of anything-but must be an array or single string/number value."],
  ['{"key":[{"anything-but":[true]}]}', "Inside anything but list, start|null|boolean is not supported."],
  [
    '{"key":[{"anything-but":["a",1]}]}',
    "Inside anything but list, either all values are number or string, mixed type is not supported",
  ],
  [
    '{"key":[{"anything-but":[]}]}',
    "Inside anything but list, either all values are number or string, mixed type is not supported",
  ],
  ['{"key":[{"anything-but":{}}]}', "Anything-But expression name not found"],
  ['{"key":[{"anything-but":{"numeric":[]}}]}', "Unsupported anything-but pattern: numeric"],
  ['{"key":[{"anything-but":{"prefix":1}}]}', "prefix/suffix match pattern must be a string"],
  ['{"key":[{"anything-but":{"prefix":""}}]}', "Null prefix/suffix not allowed"],
  ['{"key":{"nested":["a"]}}', "Filter policy scope MessageAttributes does not support nested filter policy"],
  ['{"a":["x"],"b":["x"],"c":["x"],"d":["x"],"e":["x"],"f":["x"]}', "Filter policy can not have more than 5 keys"],
  [`{"a":[${"1,".repeat(9)}1],"b":[${"1,".repeat(15)}1]}`, "Filter policy is too complex"],
  ["", "failed to parse JSON."],
  ['{"key":["a"]', "failed to parse JSON."],
];

describe("a filter policy that AWS refuses", () => {
  it.each(RECORDED)("%s is refused with AWS's words and place: %s", (policy, reason, column) => {
    expect(refusalOf(policy)).toBe(`${reason}\n at [Source: (String)"${policy}"; line: 1, column: ${column}]`);
  });

  it.each(PLACELESS)("%s is refused with AWS's words: %s", (policy, reason) => {
    expect(refusalOf(policy)).toBe(reason);
  });

  it.each(KNOWN)("%s is refused: %s", (policy, reason) => {
    expect(refusalOf(policy)).toContain(reason);
  });

  it("names the word that is no JSON, as AWS does", () => {
    expect(refusalOf("invalid")).toBe(
      "failed to parse JSON. Unrecognized token 'invalid': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 8]",
    );
  });

  it("doesn't follow a policy into any depth", () => {
    expect(refusalOf(`{"key":${"[".repeat(5000)}${"]".repeat(5000)}}`)).toContain("failed to parse JSON.");
  });

  it("counts lines and shows only the beginning of a long policy", () => {
    const policy = `{\n"key": [\n"${"x".repeat(600)}", {"suffix": 1}]}`;
    expect(refusalOf(policy)).toMatch(/\[truncated \d+ chars\]; line: 3, column: 617\]$/);
  });
});

describe("a filter policy at AWS's limits", () => {
  it("may have five keys and 150 combinations", () => {
    const policy = `{"a":[${"1,".repeat(9)}1],"b":[${"1,".repeat(14)}1],"c":["x"],"d":["x"],"e":["x"]}`;
    expect(parseFilterPolicy(policy, "MessageAttributes", fail).all).toHaveLength(5);
  });

  it("takes the last of two equal keys", () => {
    expect(parseFilterPolicy('{"a":["x"],"a":["y","z"]}', "MessageAttributes", fail).all).toEqual([
      {
        kind: "key",
        name: "a",
        conditions: [
          { kind: "equals", value: "y" },
          { kind: "equals", value: "z" },
        ],
      },
    ]);
  });
});

function fail(reason: string): ServiceError {
  return new ServiceError("InvalidParameter", reason);
}

function refusalOf(policy: string): string {
  return errorOf(policy).message;
}

function errorOf(policy: string): ServiceError {
  try {
    parseFilterPolicy(policy, "MessageAttributes", fail);
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
  throw new Error(`${policy} was accepted`);
}

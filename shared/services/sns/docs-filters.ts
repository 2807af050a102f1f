import type { DocTerm } from "../service.ts";

const GUIDE = "https://docs.aws.amazon.com/sns/latest/dg";

export const filterDocs: readonly DocTerm[] = [
  {
    term: "filter-policy",
    title: "Filter policy",
    kind: "attribute",
    summary: "JSON on a subscription that says which messages it wants, by their attributes or by their body.",
    body: body(
      "Without a policy a subscriber gets everything. With one, SNS looks at the message's **attributes** and sends only what matches, so that subscribers need no code to throw things away.",
      '```json\n{"store": ["books", {"prefix": "toy-"}], "price": [{"numeric": [">=", 10, "<", 100]}]}\n```',
      "All keys must match (AND); within a key one condition is enough (OR). The conditions are under [filter operators](filter-operators).",
      'With `"filterPolicyScope":"body"` (AWS: FilterPolicyScope MessageBody) the policy looks at the message\'s **body** instead, which must be a JSON object; keys may then be nested as the body is: `{"order": {"kind": ["book"]}}`. In an array each element is looked at, and all keys of a nested policy must match in one and the same element.',
      'Where people stumble: a key that the message lacks matches nothing, not even `anything-but`; on attributes `{"exists": false}` needs at least one other attribute; the string "100" and the number 100 are different; upper and lower case differ; a `String.Array` matches when one of its elements does, so `anything-but` matches an array that holds anything else besides; a body that is no JSON never matches.',
      "A message that is filtered out is simply not sent. Here the journal tells it (`message.filtered`) with the reason; AWS only counts it. AWS takes up to 15 minutes to apply a changed policy, Skyground none. Try a policy before you trust it: `POST /v1/filter-policies/test`, or ask a topic who would get a message with `POST /v1/topics/{topic}/messages/explain`.",
    ),
    references: [
      `${GUIDE}/sns-message-filtering.html`,
      `${GUIDE}/sns-subscription-filter-policies.html`,
      `${GUIDE}/sns-message-filtering-scope.html`,
    ],
    aliases: ["filter", "filtering", "message-filtering", "filter-policies", "filter-policy-scope"],
    related: ["filter-operators", "explain-fan-out", "subscription", "topic-message-attributes"],
  },
  {
    term: "filter-operators",
    title: "Filter operators",
    kind: "concept",
    summary: "The conditions that a filter policy can put on a key, and how large a policy may be.",
    body: body(
      [
        '- `"a"`, `100`, `true`, `false`, `null`: exactly that',
        '- `{"prefix": "a"}`, `{"suffix": "z"}`, `{"equals-ignore-case": "a"}`',
        '- `{"wildcard": "*.txt"}`: an asterisk stands for any characters, also none',
        '- `{"anything-but": "a"}`, `{"anything-but": ["a", "b"]}`, and with `prefix`, `suffix`, `equals-ignore-case` or `wildcard` inside',
        '- `{"numeric": ["=", 5]}`, `<`, `<=`, `>`, `>=` and ranges: `{"numeric": [">", 0, "<=", 5]}`',
        '- `{"cidr": "10.0.0.0/24"}`: an address, also of IPv6, in that block',
        '- `{"exists": true}` or `false`: whether there is such a key at all',
      ].join("\n"),
      'A key called `$or` holds a list of policies of which one must match: `{"kind": ["order"], "$or": [{"price": [{"numeric": [">", 100]}]}, {"urgent": ["yes"]}]}`.',
      "A policy has at most five keys at its top (those within `$or` count, nested ones don't), 256 KB, and 150 combinations: multiply the numbers of conditions of all keys, each times the depth of its key; alternatives of `$or` add up. Wildcards count besides: a pattern with one asterisk is one point, with more three, each `anything-but` one; the points of the keys multiplied may be 100. A topic takes 200 policies.",
    ),
    references: [
      `${GUIDE}/string-value-matching.html`,
      `${GUIDE}/numeric-value-matching.html`,
      `${GUIDE}/and-or-logic.html`,
      `${GUIDE}/subscription-filter-policy-constraints.html`,
    ],
    aliases: ["filter-operator", "anything-but", "wildcard", "cidr", "numeric-matching", "prefix-matching"],
    related: ["filter-policy"],
  },
  {
    term: "explain-fan-out",
    title: "Explain a fan-out",
    kind: "operation",
    summary: "Tells who would get a message and who would not, and why, without publishing it.",
    body: body(
      "`POST /v1/topics/{topic}/messages/explain` takes a message as `POST /v1/topics/{topic}/messages` does and answers with each subscription, whether it would get the message, and if not, which key of its filter policy failed and what the message has there. Nothing is sent.",
      "`POST /v1/filter-policies/test` does the same for one policy that need not belong to anybody yet. AWS has neither.",
    ),
    references: [`${GUIDE}/sns-message-filtering.html`],
    aliases: ["test-filter-policy"],
    related: ["filter-policy", "fan-out"],
  },
];

function body(...paragraphs: readonly string[]): string {
  return paragraphs.join("\n\n");
}

import { describe, expect, it } from "vitest";
import { markdownToHtml } from "../../functions/local/landing/markdown.ts";
import { startTestServer } from "./support/server.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
const BROWSER = { accept: "text/html,application/xhtml+xml,*/*;q=0.8" };

describe("the help in a browser", () => {
  it("is a page, and to a program JSON as ever", async () => {
    const page = await server.api.get("/v1/docs/dlq", BROWSER);
    expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page.headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src/,
    );
    expect(page.text).toMatch(
      /<h1>Dead-letter queue<\/h1>.*<code>dlq<\/code>.*<a href="https:\/\/docs\.aws\.amazon\.com/s,
    );
    expect((await server.api.get("/v1/docs/dlq")).body).toMatchObject({ term: "dead-letter-queue" });
  });

  it("leads from word to word, and nowhere that isn't there", async () => {
    const { docs } = (await server.api.get("/v1/docs")).body as { docs: { term: string }[] };
    const pages = await Promise.all(["", ...docs.map(({ term }) => `/${term}`)].map((path) => page(path)));
    const links = new Set(
      pages.flatMap(({ text }) => [...text.matchAll(/href="(\/v1[^"]+)"/g)].map(([, to]) => to ?? "")),
    );
    expect(links.size).toBeGreaterThan(docs.length);
    const answers = await Promise.all([...links].map(async (to) => [to, (await server.api.get(to)).status]));
    expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
    // All of its Markdown is known here: nothing of it is left between the tags.
    const left = pages.filter(({ text }) =>
      /\]\(|\*\*|```|^\||<p>- /m.test(text.replaceAll(/<code>.*?<\/code>/gs, "")),
    );
    expect(left.map(({ path }) => path)).toEqual([]);
  });

  it("refuses as the API does", async () => {
    const unknown = await server.api.get("/v1/docs/no-such-word", BROWSER);
    expect(unknown).toMatchObject({ status: 404, body: { code: "TermNotFound" } });
    await using guarded = await startTestServer({ apiKey: "secret-key" });
    expect((await fetch(`${guarded.url}/v1/docs`, { headers: BROWSER })).status).toBe(401);
  });

  const page = async (path: string) => ({ path, text: (await server.api.get(`/v1/docs${path}`, BROWSER)).text });
});

describe("Markdown as HTML", () => {
  it.each([
    ["one\ntwo\n\nthree", "<p>one two</p>\n<p>three</p>"],
    ["- a `b`\n- c", "<ul><li>a <code>b</code></li><li>c</li></ul>"],
    ["1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"],
    [
      "| a | b |\n|---|---|\n| c | d |",
      "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
    ],
    ["```json\n{\n\n}\n```", "<pre><code>{\n\n}</code></pre>"],
    ["**a** *b* `*c*`", "<p><strong>a</strong> <em>b</em> <code>*c*</code></p>"],
    ["[a](queue) [b](https://b.example/)", '<p><a href="/v1/docs/queue">a</a> <a href="https://b.example/">b</a></p>'],
    ["[a](javascript:alert) <b>", "<p>[a](javascript:alert) &#60;b&#62;</p>"],
    ['[a](https://b.example/"onclick="x)', '<p><a href="https://b.example/&#34;onclick=&#34;x">a</a></p>'],
  ])("makes of %j %j", (text, html) => {
    expect(markdownToHtml(text)).toBe(html);
  });
});

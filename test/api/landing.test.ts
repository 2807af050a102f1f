import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { renderPage } from "../../functions/local/landing/page.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
let html: string;
let headers: Headers;
beforeAll(async () => {
  await server.api.post("/v1/queues", { name: "orders" });
  await server.api.post("/v1/queues?region=eu-west-1", { name: "elsewhere" });
  await server.api.post("/v1/buckets", { name: "uploads-bucket" });
  await server.api.post("/v1/playground/clock", { advanceSeconds: 3600 });
  const page = await server.api.get("/", { accept: "text/html,application/xhtml+xml,*/*;q=0.8" });
  html = page.text;
  headers = page.headers;
});

describe("the landing page", () => {
  it("shows what there is, in every region", () => {
    expect(html).toMatch(/<strong>2<\/strong><span>Queues/);
    expect(html).toMatch(/<strong>1<\/strong><span>Buckets/);
    expect(html).toMatch(/<strong>0<\/strong><span>Topics/);
    expect(html).toMatch(/<strong>0<\/strong><span>Tasks/);
    expect(html).toContain("60 min ahead of the wall");
  });

  it("shows what happened last", () => {
    expect(html).toMatch(/What happened last.*orders/s);
  });

  it("shows commands to copy, for the address that was used", () => {
    expect(html).toContain(`${server.url}/v1/queues/orders/messages/receive`);
    expect(html.match(/<button type="button" hidden data-copy/g)?.length).toBeGreaterThan(4);
  });

  it("leads to the API, its help and its health", async () => {
    const links = [...html.matchAll(/href="(\/v1[^"]*)"/g)].map(([, path]) => path ?? "");
    expect(links).toEqual(expect.arrayContaining(["/v1/openapi.json", "/v1/docs", "/v1/health"]));
    const statuses = await Promise.all(links.map(async (path) => [path, (await server.api.get(path)).status]));
    expect(statuses.filter(([, status]) => status !== 200)).toEqual([]);
  });

  it("allows itself nothing but its own style and script", () => {
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    for (const tag of ["style", "script"]) {
      const text = new RegExp(`<${tag}>(.*?)</${tag}>`, "s").exec(html)?.[1] ?? "";
      expect(policy).toContain(`${tag}-src 'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    }
    expect(html).not.toMatch(/ style=| on[a-z]+=|(src|href)="(https?:)?\/\//);
  });

  it("says the same as text to a terminal", async () => {
    const { text, headers } = await server.api.get("/");
    expect(headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(text).toContain("2 queues, 0 topics, 1 bucket, 0 tasks.");
    expect(text).toContain(`curl -s --json '{"name":"orders"}' ${server.url}/v1/queues`);
  });

  it("leaves AWS's clients to S3, also when they do not sign", async () => {
    const { text, headers } = await server.api.get("/", { "amz-sdk-request": "attempt=1" });
    expect(headers.get("content-type")).toBe("application/xml");
    // Nobody in particular has no buckets to list.
    expect(text).toContain("<Code>AccessDenied</Code>");
  });

  it("takes nobody's text for markup", () => {
    const evil = "<script>alert('x')</script>&\"";
    const page = renderPage({
      version: evil,
      baseUrl: evil,
      state: {
        counts: [{ label: "Queues", path: "/v1/queues", count: 1, more: true }],
        clock: { now: evil, aheadSeconds: 0 },
        events: [{ at: evil, text: evil }],
      },
      examples: [{ title: evil, text: evil, command: evil, needs: "/v1/queues" }],
      terms: [{ term: evil, title: evil, kind: "concept", summary: evil, body: evil, references: [] }],
    });
    expect(page).not.toContain("<script>alert");
    expect(page).not.toContain('&"');
    expect(page).toContain("&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#38;&#34;");
  });
});

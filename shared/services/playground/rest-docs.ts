import { z } from "zod";
import { ServiceError } from "../../core/errors.ts";
import { type DocTerm, type Route, route } from "../service.ts";
import { getClock } from "./operations/get-clock.ts";

const summary = z.strictObject({
  term: z.string(),
  title: z.string(),
  kind: z.string(),
  summary: z.string(),
  aliases: z.array(z.string()).describe("Other names that the term is found by"),
});

const term = summary
  .extend({
    body: z.string().describe("Markdown"),
    references: z.array(z.string()).describe("AWS's own pages"),
    related: z.array(z.string()),
  })
  .meta({ id: "DocTerm" });

/** Terms that a wrong one is answered with. */
const SUGGESTIONS = 5;

export const docRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/v1/docs",
    id: "listDocs",
    summary: "Every term that the help explains",
    response: { status: 200, description: "Terms", schema: z.strictObject({ docs: z.array(summary) }) },
    async handle(_request, api) {
      const docs = api.docs.list().map(({ term, title, kind, summary, aliases = [] }) => ({
        term,
        title,
        kind,
        summary,
        aliases: [...aliases],
      }));
      return { status: 200, json: { docs } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/docs/{term}",
    id: "getDoc",
    summary: "What a term means, in a few words and with AWS's pages",
    params: z.strictObject({ term: z.string() }),
    response: { status: 200, description: "The term", schema: term },
    async handle({ params }, api) {
      const wanted = params.term
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, "-");
      const found = api.docs.find(wanted);
      if (!found) throw unknownTerm(wanted, api.docs.list());
      return { status: 200, json: { ...found, aliases: found.aliases ?? [], related: found.related ?? [] } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/health",
    id: "getHealth",
    summary: "Is the server well? Reads its store",
    response: { status: 200, description: "It is", schema: z.strictObject({ status: z.literal("ok") }) },
    async handle(_request, api) {
      await api.call(getClock, {});
      return { status: 200, json: { status: "ok" } };
    },
  }),
  route({
    method: "GET",
    path: "/v1/openapi.json",
    id: "getOpenApi",
    summary: "This API, as an OpenAPI 3.1 document",
    response: { status: 200, description: "OpenAPI 3.1", schema: z.record(z.string(), z.unknown()) },
    async handle(_request, api) {
      return { status: 200, json: api.openApi() };
    },
  }),
];

function unknownTerm(wanted: string, terms: readonly DocTerm[]): ServiceError {
  // A name that is nearly right beats a text that mentions the word.
  const named = terms.filter(({ term, aliases = [] }) =>
    [term, ...aliases].some((name) => name.includes(wanted) || wanted.includes(name)),
  );
  const mentioned = terms.filter(({ body }) => body.toLowerCase().includes(wanted.replaceAll("-", " ")));
  const names = [...new Set([...named, ...mentioned])].slice(0, SUGGESTIONS).map(({ term }) => term);
  const next = names.length > 0 ? `Perhaps: ${names.join(", ")}.` : "GET /v1/docs lists every term.";
  return new ServiceError("TermNotFound", `The help has no term "${wanted}". ${next}`, { status: 404 });
}

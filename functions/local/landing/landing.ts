import type { AlbEvent, AlbHandler, AlbResult } from "../../alb.ts";
import type { App } from "../../app.ts";
import { VERSION } from "../../version.ts";
import { examples } from "./examples.ts";
import { type PageContent, renderPage } from "./page.ts";
import { pageHeaders } from "./page-headers.ts";
import { SCRIPT } from "./script.ts";
import { readState } from "./state.ts";
import { STYLE } from "./style.ts";
import { renderText } from "./text.ts";

interface LandingOptions {
  readonly app: App;
  readonly rest: AlbHandler;
  readonly event: AlbEvent;
  readonly baseUrl: string;
  /** A page for a browser, or lines for a terminal. */
  readonly html: boolean;
}

/** What a person sees at the server's address: state, what to try, where to look. */
export async function landingResult({ app, rest, event, baseUrl, html }: LandingOptions): Promise<AlbResult> {
  const known = new Set(app.routes.map((route) => route.path));
  const content: PageContent = {
    version: VERSION,
    baseUrl,
    state: await readState(app, rest, event),
    examples: examples(baseUrl, app.apiKey !== undefined).filter(({ needs }) => known.has(needs)),
    terms: app.docs.list().filter(({ kind }) => kind === "concept" || kind === "resource"),
  };
  return {
    statusCode: 200,
    multiValueHeaders: { ...pageHeaders(STYLE, SCRIPT), ...(html ? {} : TEXT) },
    body: html ? renderPage(content) : renderText(content),
    isBase64Encoded: false,
  };
}

const TEXT = { "Content-Type": ["text/plain; charset=utf-8"] };

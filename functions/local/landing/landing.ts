import type { AlbEvent, AlbHandler, AlbResult } from "../../alb.ts";
import type { App } from "../../app.ts";

interface LandingOptions {
  readonly app: App;
  readonly rest: AlbHandler;
  readonly event: AlbEvent;
  readonly baseUrl: string;
  readonly html: boolean;
}

export async function landingResult({ baseUrl }: LandingOptions): Promise<AlbResult> {
  const body = `Skyground: ${baseUrl}/v1/openapi.json\n`;
  return { statusCode: 200, multiValueHeaders: { "Content-Type": ["text/plain"] }, body, isBase64Encoded: false };
}

import middy from "@middy/core";
import type { WireResponse } from "../shared/protocols/wire-message.ts";
import type { AlbHandler, AlbResult } from "./alb.ts";
import type { App } from "./app.ts";
import type { Exchange } from "./exchange.ts";
import { accessLog } from "./middleware/access-log.ts";
import { requestContext } from "./middleware/request-context.ts";
import { wireResult } from "./middleware/wire-result.ts";
import { signingCertificate } from "./signing-certificate.ts";
import { wireDoor } from "./wire/door.ts";

/** One door for every AWS protocol. Errors are the protocols' own, so the door itself renders them. */
export function awsHandler(app: App): AlbHandler {
  const { ports } = app.engine;
  const stack = middy<Exchange, WireResponse | AlbResult>(wireDoor(app)).use(wireResult());
  if (app.logAccess) stack.use(accessLog(app.logAccess, ports.clock));
  stack.use(requestContext(ports));
  const handle = stack as unknown as AlbHandler;
  return async (event) => (await signingCertificate(app, event)) ?? handle(event);
}

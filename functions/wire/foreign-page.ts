import { ServiceError } from "../../shared/core/errors.ts";
import type { Approach } from "../../shared/protocols/identify.ts";
import type { HttpRequest } from "../../shared/rest/http-request.ts";

/**
 * Another web page can make a browser send a GET here without an Origin: an image whose address is `/?Action=DeleteQueue&...`
 * is enough, for Query calls may be GETs. Browsers say of every request to this machine where it comes from, so one that comes
 * from elsewhere is refused. S3's GETs change nothing, and what changes something needs a method for which browsers send an
 * Origin, which the door's guard has looked at.
 */
export function refuseForeignPage({ method, headers }: HttpRequest, { style }: Approach): void {
  // A page's own script says its origin, which the guard has looked at.
  if (headers.origin !== undefined) return;
  const site = headers["sec-fetch-site"];
  if (style !== "form" || method !== "GET" || site === undefined || site === "none" || site === "same-origin") return;
  const message = "A web page elsewhere sent this call, and only AWS's clients and this server's own pages may.";
  throw new ServiceError("ForeignOrigin", message, { status: 403 });
}

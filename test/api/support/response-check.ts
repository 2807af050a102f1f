import type { RestResponse, Route, Service } from "../../../shared/services/service.ts";

/** The same services, whose every answer is held against what its route promises in the OpenAPI document. */
export function checkAnswers(services: readonly Service[]): readonly Service[] {
  return services.map((service) => ({ ...service, routes: service.routes.map(checked) }));
}

function checked(route: Route): Route {
  return {
    ...route,
    async handle(request, api) {
      const answer = await route.handle(request, api);
      check(route, answer);
      return answer;
    },
  };
}

function check({ method, path, response }: Route, { json, bytes }: RestResponse): void {
  const { schema } = response;
  const complain = (what: string) => {
    throw new Error(`${method} ${path} does not answer what its schema promises: ${what}`);
  };
  if (schema === "bytes") {
    if (!bytes) complain("no bytes");
  } else if (schema) {
    // As it goes over the wire: without undefined members, dates as texts.
    const result = schema.safeParse(json === undefined ? undefined : JSON.parse(JSON.stringify(json)));
    if (!result.success) complain(result.error.message);
  } else if (json !== undefined || bytes) {
    complain("a body where none is promised");
  }
}

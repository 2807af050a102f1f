import { expect, test } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { docs } from "../../../shared/services/ecs/docs.ts";
import * as errors from "../../../shared/services/ecs/errors.ts";
import { services } from "../../../shared/services/index.ts";

const everyTerm = new Set(
  services.flatMap((service) => service.docs).flatMap(({ term, aliases = [] }) => [term, ...aliases]),
);

test("the terms that a learner of ECS needs are there", () => {
  const terms = docs.map(({ term }) => term);
  expect(terms).toEqual(
    expect.arrayContaining([
      "orchestration",
      "ecs",
      "fargate",
      "task",
      "task-definition",
      "service",
      "desired-count",
      "cluster",
      "image",
      "container-lifecycle",
      "stop-reason",
      "cpu-and-memory",
    ]),
  );
});

test("what the help points at is there", () => {
  for (const { term, related = [], body } of docs) {
    const links = [...body.matchAll(/\]\(([a-z-]+)\)/g)].map(([, link = ""]) => link);
    for (const link of [...related, ...links]) expect(everyTerm, `${term} points at ${link}`).toContain(link);
  }
});

test("every error that names a term names one that is there", () => {
  const made = Object.values(errors).map((make) => make("message"));
  for (const error of made) {
    expect(error).toBeInstanceOf(ServiceError);
    if (error.docs !== undefined) expect(everyTerm).toContain(error.docs);
  }
});

import { describe, expect, it } from "vitest";
import { ServiceError } from "../../../shared/core/errors.ts";
import { HttpError } from "../../../shared/rest/http-error.ts";
import { isBug, problemResponse } from "../../../shared/rest/problem.ts";

const context = { baseUrl: "http://127.0.0.1:4566", traceId: "1-aaaaaaaa-bbbbbbbbbbbbbbbbbbbbbbbb", requestId: "r-1" };

describe("problem details", () => {
  it("tell a service's error in its words, with a link to the help", () => {
    const error = new ServiceError("AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.", {
      status: 400,
      restStatus: 404,
      docs: "queue",
    });
    expect(problemResponse(error, context)).toEqual({
      status: 404,
      headers: { "content-type": "application/problem+json" },
      json: {
        type: "urn:skyground:problem:AWS.SimpleQueueService.NonExistentQueue",
        title: "Non existent queue",
        status: 404,
        code: "AWS.SimpleQueueService.NonExistentQueue",
        detail: "The specified queue does not exist.",
        docs: "http://127.0.0.1:4566/v1/docs/queue",
        traceId: context.traceId,
        requestId: "r-1",
      },
    });
  });

  it("carry an error's own members in camelCase, and never let them hide a member that every problem has", () => {
    const error = new ServiceError("Busy", "Try later.", { details: { RetryAfterSeconds: 3, status: 1 } });
    expect(problemResponse(error, context).json).toMatchObject({ retryAfterSeconds: 3, status: 400 });
  });

  it("carry the headers that HTTP asks for", () => {
    const error = new HttpError(405, "MethodNotAllowed", "No.", { headers: { allow: "GET" } });
    expect(problemResponse(error, context).headers).toMatchObject({ allow: "GET" });
  });

  it.each([new Error("the secret is hunter2"), "hunter2", undefined, { hunter2: 1 }])(
    "tell nothing of a bug but the request's id",
    (bug) => {
      const { status, json } = problemResponse(bug, context);
      expect(status).toBe(500);
      expect(json).toMatchObject({ code: "InternalError", requestId: "r-1" });
      expect(JSON.stringify(json)).not.toContain("hunter2");
      expect(isBug(bug)).toBe(true);
    },
  );

  it("know a client's fault from a bug", () => {
    expect(isBug(new ServiceError("X", "Y"))).toBe(false);
  });
});

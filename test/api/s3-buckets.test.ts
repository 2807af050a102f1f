import { expect, test } from "vitest";
import type { ProblemBody } from "./support/client.ts";
import { sharedServer } from "./support/shared-server.ts";

interface Bucket {
  readonly name: string;
  readonly region: string;
  readonly objects: number;
  readonly bytes: number;
}
interface BucketPage {
  readonly buckets: readonly Bucket[];
  readonly nextToken?: string;
}

const server = sharedServer();

test("a bucket is created, shown with what it holds, listed and deleted", async () => {
  const { api } = server;
  const created = await api.post<Bucket>("/v1/buckets", { name: "uploads-bucket" });
  expect(created.status).toBe(201);
  expect(created.body).toEqual({
    name: "uploads-bucket",
    arn: "arn:aws:s3:::uploads-bucket",
    uri: "s3://uploads-bucket",
    region: "us-east-1",
    createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    objects: 0,
    bytes: 0,
    versioning: "off",
    noncurrentVersions: 0,
    noncurrentBytes: 0,
  });
  await api.send("PUT", "/v1/buckets/uploads-bucket/objects/a.txt", { body: "hello" });
  const shown = await api.get<Bucket>("/v1/buckets/uploads-bucket");
  expect(shown.body).toMatchObject({ objects: 1, bytes: 5 });
  expect((await api.get<BucketPage>("/v1/buckets")).body.buckets).toContainEqual(
    expect.objectContaining({ name: "uploads-bucket", region: "us-east-1" }),
  );
  const refused = await api.delete<ProblemBody>("/v1/buckets/uploads-bucket");
  expect(refused.status).toBe(409);
  expect(refused.body).toMatchObject({
    code: "BucketNotEmpty",
    detail: "The bucket you tried to delete is not empty",
    docs: `${server.url}/v1/docs/bucket`,
  });
  await api.delete("/v1/buckets/uploads-bucket/objects/a.txt");
  expect((await api.delete("/v1/buckets/uploads-bucket")).status).toBe(204);
  const gone = await api.get<ProblemBody>("/v1/buckets/uploads-bucket");
  expect(gone.status).toBe(404);
  expect(gone.body.code).toBe("NoSuchBucket");
});

test("a bucket that you have already is a clash, in every region", async () => {
  const { api } = server;
  await api.post("/v1/buckets", { name: "only-once" });
  for (const path of ["/v1/buckets", "/v1/buckets?region=eu-west-1"]) {
    const again = await api.post<ProblemBody>(path, { name: "only-once" });
    expect(again.status).toBe(409);
    expect(again.body.code).toBe("BucketAlreadyOwnedByYou");
  }
});

test("the same creation under one Idempotency-Key is answered twice and done once", async () => {
  const { api } = server;
  const headers = { "idempotency-key": "create-retried" };
  const first = await api.post<Bucket>("/v1/buckets", { name: "retried" }, headers);
  const second = await api.post<Bucket>("/v1/buckets", { name: "retried" }, headers);
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
});

test("buckets are listed by region, page by page", async () => {
  const { api } = server;
  for (const name of ["page-a", "page-b", "page-c"]) await api.post("/v1/buckets", { name });
  await api.post("/v1/buckets?region=eu-west-1", { name: "page-europe" });
  const names = async (path: string) => (await api.get<BucketPage>(path)).body.buckets.map(({ name }) => name);
  expect(await names("/v1/buckets?prefix=page-")).toEqual(["page-a", "page-b", "page-c"]);
  expect(await names("/v1/buckets?prefix=page-&region=eu-west-1")).toEqual(["page-europe"]);
  expect(await names("/v1/buckets?prefix=page-&region=*")).toEqual(["page-a", "page-b", "page-c", "page-europe"]);
  const { body: first } = await api.get<BucketPage>("/v1/buckets?prefix=page-&limit=2");
  expect(first.buckets).toHaveLength(2);
  const token = encodeURIComponent(first.nextToken ?? "");
  expect(await names(`/v1/buckets?prefix=page-&limit=2&nextToken=${token}`)).toEqual(["page-c"]);
});

test.each([
  [{ name: "Not_A_Bucket" }, "InvalidBucketName"],
  [{ name: "v1" }, "InvalidBucketName"],
  [{}, "ValidationError"],
  [{ name: 5 }, "ValidationError"],
  [{ name: "fine", colour: "blue" }, "ValidationError"],
])("creating %j is refused", async (body, code) => {
  const answer = await server.api.post<ProblemBody>("/v1/buckets", body);
  expect(answer.status).toBe(400);
  expect(answer.body.code).toBe(code);
});

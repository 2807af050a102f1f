import { beforeAll, expect, test } from "vitest";
import { SIGNED } from "../wire/support/calls.ts";
import { sharedServer } from "./support/shared-server.ts";

const server = sharedServer();
beforeAll(() => server.api.post("/v1/buckets", { name: "kept" }));

const at = (key: string, query = "") => `/v1/buckets/kept/objects/${encodeURIComponent(key)}${query}`;

async function put(key: string, body: string, headers: Record<string, string> = {}) {
  const sent = await server.api.send<{ versionId?: string }>("PUT", at(key), { body, headers });
  expect(sent.status).toBe(200);
  return sent.body.versionId ?? "none";
}

interface Versions {
  readonly versions: readonly { key: string; versionId: string; latest: boolean; deleteMarker: boolean }[];
  readonly nextToken?: string;
}

test("a bucket keeps what is overwritten and deleted, once it is told to", async () => {
  const { api } = server;
  expect((await api.get("/v1/buckets/kept/versioning")).body).toEqual({ status: "off" });
  expect(await put("a b", "before")).toBe("none");
  const on = await api.put("/v1/buckets/kept/versioning", { status: "enabled" });
  expect(on.body).toEqual({ status: "enabled" });
  const one = await put("a b", "one");
  const deleted = await api.fetch(at("a b"), { method: "DELETE" });
  const marker = deleted.headers.get("x-version-id") ?? "";
  expect([deleted.status, deleted.headers.get("x-delete-marker")]).toEqual([204, "true"]);
  expect((await api.fetch(at("a b"))).status).toBe(404);
  const { body } = await api.get<Versions>("/v1/buckets/kept/versions");
  expect(body.versions.map((version) => [version.versionId, version.latest, version.deleteMarker])).toEqual([
    [marker, true, true],
    [one, false, false],
    ["null", false, false],
  ]);
  const first = await api.get<Versions>("/v1/buckets/kept/versions?limit=2");
  const rest = await api.get<Versions>(`/v1/buckets/kept/versions?nextToken=${first.body.nextToken}`);
  expect(rest.body.versions.map(({ versionId }) => versionId)).toEqual(["null"]);
  const old = await api.fetch(at("a b", `?versionId=${one}`));
  expect([await old.text(), old.headers.get("x-version-id")]).toEqual(["one", one]);
  await api.fetch(at("a b", `?versionId=${marker}`), { method: "DELETE" });
  expect(await (await api.fetch(at("a b"))).text()).toBe("one");
  const { body: bucket } = await api.get("/v1/buckets/kept");
  expect(bucket).toMatchObject({ versioning: "enabled", objects: 1, noncurrentVersions: 1, noncurrentBytes: 6 });
});

test("versions are copied and deleted by their ids", async () => {
  const { api } = server;
  const one = await put("c", "one");
  const two = await put("c", "two");
  const from = { bucket: "kept", key: "c", versionId: one };
  const copied = await api.post<{ versionId: string }>("/v1/buckets/kept/copy", { from, key: "c" });
  expect(await (await api.fetch(at("c"))).text()).toBe("one");
  const versions = [one, two].map((versionId) => ({ key: "c", versionId }));
  const gone = await api.post("/v1/buckets/kept/delete", { keys: ["d"], versions });
  expect(gone.body).toEqual({
    deleted: ["d"],
    deletedVersions: versions,
    deleteMarkers: [{ key: "d", versionId: expect.any(String) }],
    failed: [],
  });
  const { body } = await api.get<Versions>("/v1/buckets/kept/versions?prefix=c");
  expect(body.versions.map(({ versionId }) => versionId)).toEqual([copied.body.versionId]);
  const wrong = await api.post("/v1/buckets/kept/delete", { versions: [{ key: "c", versionId: "x" }] });
  expect(wrong.body).toMatchObject({ failed: [{ key: "c", versionId: "x", code: "NoSuchVersion" }] });
  expect((await api.post("/v1/buckets/kept/delete", {})).status).toBe(400);
});

test("tags, attributes and checksums are told", async () => {
  const { api } = server;
  const versionId = await put("tagged", "0123456789", {
    "x-tags": "a=1&b=two%20words",
    "x-storage-class": "STANDARD_IA",
  });
  const path = "/v1/buckets/kept/object-tags/tagged";
  expect((await api.get(path)).body).toEqual({ tags: { a: "1", b: "two words" } });
  await api.put(path, { tags: { c: "3" } });
  const read = await api.fetch(at("tagged"), { method: "HEAD" });
  const headers = ["x-tags-count", "x-storage-class", "x-checksum-crc64nvme"].map((name) => read.headers.get(name));
  expect(headers).toEqual(["1", "STANDARD_IA", expect.stringMatching(/^[\w+/]{11}=$/)]);
  const { body } = await api.get("/v1/buckets/kept/object-attributes/tagged");
  expect(body).toMatchObject({
    size: 10,
    versionId,
    storageClass: "STANDARD_IA",
    checksum: { algorithm: "CRC64NVME", value: headers[2], type: "FULL_OBJECT" },
  });
  expect((await api.fetch(path, { method: "DELETE" })).status).toBe(204);
  expect((await api.get(path)).body).toEqual({ tags: {} });
});

test("uploads that nobody ended are listed and given up", async () => {
  const { api } = server;
  const begun = await fetch(`${server.url}/kept/in%20parts?uploads`, { method: "POST", headers: SIGNED });
  const uploadId = /<UploadId>([0-9a-f]+)</.exec(await begun.text())?.[1];
  const { body } = await api.get("/v1/buckets/kept/uploads");
  expect(body).toMatchObject({ uploads: [{ key: "in parts", uploadId }] });
  const ended = await api.fetch(`/v1/buckets/kept/uploads/${uploadId}?key=in%20parts`, { method: "DELETE" });
  expect(ended.status).toBe(204);
  expect((await api.get("/v1/buckets/kept/uploads")).body).toEqual({ uploads: [] });
});

// What a client made of openapi.json does with the service at REVAER_URL: anything unexpected ends it with an error.
import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { components, paths } from "./api.js";

type Added = components["schemas"]["TorrentAddedEvent"];
type Removed = components["schemas"]["TorrentRemovedEvent"];

const baseUrl = process.env["REVAER_URL"] ?? "";
const headers = { Authorization: `Bearer ${process.env["REVAER_KEY"] ?? ""}` };
const api = createClient<paths>({ baseUrl, headers });
const hash = "0123456789abcdef0123456789abcdef01234567";
const path = { hash };

const added = await api.POST("/v1/torrents", {
  body: { magnet: `magnet:?xt=urn:btih:${hash}&dn=film`, tags: ["typed"], paused: true },
});
assert.ok(added.data, JSON.stringify(added.error));
assert.equal(added.response.status, 201);
assert.equal(added.data.infoHash, hash);

const again = await api.POST("/v1/torrents", { body: { magnet: `magnet:?xt=urn:btih:${hash}` } });
assert.equal(again.error?.status, 409);

const page = await api.GET("/v1/torrents", {
  params: { query: { state: ["paused"], tag: ["typed"], sort: "name", limit: 10 } },
});
assert.ok(page.data, JSON.stringify(page.error));
assert.deepEqual(page.data.items.map((torrent) => torrent.infoHash), [hash]);
assert.equal(page.data.nextCursor, null);

const one = await api.GET("/v1/torrents/{hash}", { params: { path } });
assert.ok(one.data, JSON.stringify(one.error));
assert.equal(one.data.name, "film");
assert.equal(one.data.fsops, null);

const changed = await api.PATCH("/v1/torrents/{hash}", {
  params: { path },
  body: { limits: { downloadBytesPerSecond: 100_000 } },
});
assert.equal(changed.data?.limits.downloadBytesPerSecond, 100_000);

const paused = await api.POST("/v1/torrents/{hash}/action", { params: { path }, body: { action: "pause" } });
assert.equal(paused.data?.state, "paused");

const wrong = await api.PATCH("/v1/torrents/{hash}", {
  params: { path },
  body: { limits: { downloadBytesPerSecond: -1 } },
});
assert.equal(wrong.error?.status, 422);
assert.equal(wrong.error.errors?.[0]?.pointer, "/limits/downloadBytesPerSecond");

const removed = await api.DELETE("/v1/torrents/{hash}", { params: { path, query: { deleteData: false } } });
assert.equal(removed.response.status, 204);

const gone = await api.GET("/v1/torrents/{hash}", { params: { path } });
assert.equal(gone.error?.status, 404);

const stop = AbortSignal.timeout(20_000);
const stream = await api.GET("/v1/events", {
  params: { query: { torrent: [hash], type: ["torrent_added", "torrent_removed"] }, header: { "Last-Event-ID": 0 } },
  parseAs: "stream",
  signal: stop,
});
assert.ok(stream.data);
const seen: string[] = [];
const decoder = new TextDecoder();
let unread = "";
for await (const bytes of stream.data as ReadableStream<Uint8Array>) {
  const lines = (unread + decoder.decode(bytes, { stream: true })).split("\n");
  unread = lines.pop() ?? "";
  for (const line of lines.filter((candidate) => candidate.startsWith("data:"))) {
    const event = JSON.parse(line.slice("data:".length)) as Added | Removed;
    assert.equal(event.infoHash, hash);
    seen.push(event.type);
  }
  if (seen.includes("torrent_removed")) {
    break;
  }
}
assert.deepEqual(seen, ["torrent_added", "torrent_removed"]);
console.log("the client works");

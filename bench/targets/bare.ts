// The least that an HTTP server in Node can do: read the body, parse JSON where it is JSON, answer. Small bodies it forgets; an
// object goes into a file as it comes and out of it again, which is what a store cannot do without.
import { createReadStream, createWriteStream } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";

const { PORT, DATA = "" } = process.env;
const LARGE_BYTES = 1024 * 1024;
const SMALL_OBJECT = Buffer.alloc(1024, "x");

const server = createServer((request, response) => {
  const path = join(DATA, "object");
  if (request.method === "PUT" && Number(request.headers["content-length"]) > LARGE_BYTES) {
    void pipeline(request, createWriteStream(path)).then(() => response.writeHead(200, { etag: '"0"' }).end());
  } else if (request.method === "GET" && request.url?.endsWith("/large")) {
    void pipeline(createReadStream(path), response);
  } else void answerSmall(request, response);
});
server.listen(Number(PORT), "127.0.0.1");

async function answerSmall(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  if (request.method === "GET") response.writeHead(200, { "content-length": SMALL_OBJECT.length }).end(SMALL_OBJECT);
  else if (request.method !== "POST") response.writeHead(200, { etag: '"0"' }).end();
  else {
    const { MessageBody } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const text = JSON.stringify({ MessageId: "0", size: MessageBody.length });
    response.writeHead(200, { "content-type": "application/json" }).end(text);
  }
}

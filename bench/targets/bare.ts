// The least that an HTTP server in Node can do: read the body, parse JSON where it is JSON, answer. It stores nothing.
import { createServer } from "node:http";

const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  if (request.method !== "POST") {
    response.writeHead(200, { etag: '"0"' }).end();
    return;
  }
  const { body: text } = JSON.parse(body.toString("utf8"));
  response
    .writeHead(201, { "content-type": "application/json" })
    .end(JSON.stringify({ messageId: "0", size: text.length }));
});
server.listen(Number(process.env.PORT), "127.0.0.1");

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Book } from "./book.js";

/*
 * A process that answers as Teams' connector does and costs as little as it can: bodies are drained, never read.
 * ANSWER_AFTER (milliseconds) and TENANT_LIMIT (messages a second) are its settings; GET /tally, GET /counts and
 * POST /reset are for whoever measures.
 */
const answerAfter = Number(process.env.ANSWER_AFTER ?? 0);
const tenantLimit = process.env.TENANT_LIMIT === undefined ? undefined : Number(process.env.TENANT_LIMIT);

let book = new Book(tenantLimit);
let made = 0;

interface Answer {
  readonly status: number;
  readonly body: string;
}

const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
  response.sendDate = false;
  request.resume();
  request.once("end", () => {
    const late = answerAfter > 0 && request.url?.startsWith("/v3/");
    if (late) setTimeout(send, answerAfter, response, answerTo(request));
    else send(response, answerTo(request));
  });
});

function answerTo({ method, url = "" }: IncomingMessage): Answer {
  const [path = ""] = url.split("?", 1);
  const [, version, what, conversation = "", activities] = path.split("/");
  if (version !== "v3" || what !== "conversations") return control(`${method} ${path}`);
  if (conversation === "") {
    book.created += 1;
    return { status: 201, body: `{"id":"created:${++made}"}` };
  }
  if (activities !== "activities") return { status: 404, body: "{}" };
  if (method === "POST") return take(decodeURIComponent(conversation));
  if (method === "PUT") book.updated += 1;
  return { status: 200, body: `{"id":"${++made}"}` };
}

function take(conversation: string): Answer {
  if (book.admit(conversation, Date.now())) return { status: 201, body: `{"id":"${++made}"}` };
  return { status: 429, body: '{"error":{"code":"TooManyRequests","message":"over the limit of the tenant"}}' };
}

function control(what: string): Answer {
  if (what === "GET /tally") return { status: 200, body: JSON.stringify(book.tally()) };
  if (what === "GET /counts") return { status: 200, body: JSON.stringify(book.counts()) };
  if (what !== "POST /reset") return { status: 404, body: "{}" };
  book = new Book(tenantLimit);
  return { status: 200, body: "{}" };
}

function send(response: ServerResponse, { status, body }: Answer): void {
  if (status === 429) response.setHeader("Retry-After", "1");
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

server.listen(0, "127.0.0.1", () => {
  console.log(JSON.stringify({ msg: "Listening", port: (server.address() as AddressInfo).port }));
});

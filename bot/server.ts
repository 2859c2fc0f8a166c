import type { AddressInfo } from "node:net";
import { createServer, type Request, type Response, type Server, type ServerOptions } from "restify";
import type { File } from "../services/files/ports.js";
import type { Reception } from "./adapter.js";
import { readBody } from "./body.js";
import { examine, type House, type Inbound } from "./gate.js";
import type { Log } from "./log.js";

/** What the server hands on. */
export interface Behind {
  readonly house: House;
  /** An admitted activity, with its authorization header. */
  receive(authorization: string, activity: Inbound): Promise<Reception>;
  /** Whether storage answers. */
  ready(): Promise<boolean>;
  /** The process's figures for monitoring. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
  /** The file behind a signed link; undefined for anything that is wrong with it. */
  file(token: string): Promise<File | undefined>;
}

export interface Door {
  /** Resolves with the port once the server listens. */
  listen(port: number, host: string): Promise<number>;
  /** Takes nothing new and resolves when what is under way is answered. */
  close(): Promise<void>;
}

/** The router takes a hundred characters unless told, and a signed link is longer. */
const LONGEST_TOKEN = 2048;

/** The five addresses of the bot. Every answer is ours: restify's own error texts never leave. */
export function openDoor(behind: Behind, log: Log): Door {
  // restify would log whole requests, tokens included, at the trace level.
  const silent = log.child({}, { level: "silent" });
  const server = createServer({ name: "", log: silent as never, maxParamLength: LONGEST_TOKEN } as ServerOptions);
  setLimits(server);
  server.post("/api/messages", async (request, response) => {
    await answerActivity(request, response, behind, log);
  });
  server.get("/healthz", async (_, response) => {
    reply(response, 200, { status: "alive" });
  });
  server.get("/readyz", async (_, response) => {
    const ready = await behind.ready().catch(() => false);
    reply(response, ready ? 200 : 503, { status: ready ? "ready" : "storage does not answer" });
  });
  server.get("/metrics", async (_, response) => {
    const { contentType, text } = await behind.metrics();
    response.sendRaw(200, text, { "Content-Type": contentType, "Cache-Control": "no-store" });
  });
  server.get("/files/:token", async (request, response) => {
    await answerFile(request, response, behind);
  });
  answerErrors(server, log);
  return { listen: (port, host) => listen(server, port, host), close: () => close(server) };
}

async function answerActivity(request: Request, response: Response, behind: Behind, log: Log): Promise<void> {
  const body = await readBody(request);
  if (body.kind === "too-large") {
    log.warn("Refused a body that is too large");
    return reply(response, 413, { error: "too large" }, true);
  }
  const authorization = request.headers.authorization;
  const verdict = examine(body.kind === "json" ? body.value : undefined, authorization, behind.house);
  if (verdict.kind === "refused") {
    log.warn({ reason: verdict.reason, status: verdict.status }, "Refused a caller at the gate");
    return reply(response, verdict.status, { error: verdict.status === 400 ? "not an activity" : "not allowed" });
  }
  const reception = await behind.receive(authorization ?? "", verdict.activity);
  switch (reception.kind) {
    case "answered":
      return reply(response, reception.status, reception.body);
    case "refused":
      log.warn(
        { reason: "a token that is not Teams'", status: 401, err: reception.cause },
        "Refused a caller at the gate",
      );
      return reply(response, 401, { error: "not allowed" });
    case "unchecked":
      log.error({ err: reception.cause }, "Could not check a token");
      return reply(response, 503, { error: "try again later" });
  }
}

async function answerFile(request: Request, response: Response, behind: Behind): Promise<void> {
  const file = await behind.file(String(request.params.token));
  if (!file) return reply(response, 404, { error: "not found" });
  response.sendRaw(200, Buffer.from(file.content), {
    "Content-Type": file.contentType,
    "Content-Disposition": `attachment; filename="${file.name.replace(/[^\w .-]/g, "_")}"`,
    "Content-Length": String(file.content.byteLength),
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
  });
}

function reply(response: Response, status: number, body?: unknown, close = false): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  // Not `end`: restify must know that an answer is given, or it sends one of its own for an error.
  response.sendRaw(status, text, {
    ...(text ? { "Content-Type": "application/json" } : {}),
    ...(close ? { Connection: "close" } : {}),
    "Content-Length": String(Buffer.byteLength(text)),
    "Cache-Control": "no-store",
  });
}

/** restify reports everything that its handlers throw, and paths and methods it doesn't know, as this event. */
function answerErrors(server: Server, log: Log): void {
  server.on(
    "restifyError",
    (_: Request, response: Response, error: Error & { statusCode?: number }, done: () => void) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error }, "A request failed");
      if (!response.headersSent)
        reply(response, status, { error: status === 404 ? "not found" : status < 500 ? "not allowed" : "failed" });
      done();
    },
  );
}

/** A slow or silent caller is let go; an idle connection outlives a load balancer's. */
function setLimits(server: Server): void {
  const http = server.server;
  http.headersTimeout = 10_000;
  http.requestTimeout = 30_000;
  http.keepAliveTimeout = 65_000;
  http.maxHeadersCount = 100;
  http.maxConnections = 5_000;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    // A connection kept alive becomes idle only once its last answer is out, so idle ones are looked for again.
    const letGo = setInterval(() => server.server.closeIdleConnections(), 100);
    server.close(() => {
      clearInterval(letGo);
      resolve();
    });
    server.server.closeIdleConnections();
  });
}

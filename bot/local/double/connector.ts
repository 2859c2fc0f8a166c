import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Fault, Operation } from "./faults.js";

/** A call as it came in, its path already taken apart. */
export interface ConnectorCall {
  readonly operation: Operation;
  readonly conversationId: string | undefined;
  readonly activityId: string | undefined;
  readonly memberId: string | undefined;
  readonly paged: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the bot sends; the double reads it leniently
  readonly body: any;
}

/** A refusal as Teams words it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export interface ConnectorHandlers {
  /** What goes wrong with this call, if anything. */
  fault(call: ConnectorCall): Fault | undefined;
  /** Does it and returns status and body; throws a {@link Refusal}. */
  answer(call: ConnectorCall): { status: number; body: unknown };
}

/** The connector service that a bot finds at a service URL, on loopback. */
export class Connector {
  private constructor(
    private readonly server: Server,
    readonly serviceUrl: string,
  ) {}

  static async listen(handlers: ConnectorHandlers, port: number): Promise<Connector> {
    const server = createServer((request, response) => {
      serve(handlers, request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(port, "127.0.0.1", resolve);
    });
    return new Connector(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function serve(handlers: ConnectorHandlers, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const call = parse(request, await bodyOf(request));
  if (!call) return send(response, 404, errorBody("ServiceError", "no such operation"));
  const fault = handlers.fault(call);
  if (fault?.kind === "reset") return void response.destroy();
  if (fault?.kind === "delay") await pause(fault.ms);
  if (fault?.kind === "refusal") return refuse(response, fault);
  const { status, body } = perform(handlers, call);
  if (fault?.kind === "duplicate") perform(handlers, call);
  if (fault?.kind === "lost-answer") {
    await pause(fault.ms);
    return void response.destroy();
  }
  if (fault?.kind === "slow-answer") await pause(fault.ms);
  send(response, status, body);
}

function perform(handlers: ConnectorHandlers, call: ConnectorCall): { status: number; body: unknown } {
  try {
    return handlers.answer(call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: error.status, body: errorBody(error.code, error.message) };
  }
}

const PATH = /^\/v3\/conversations(?:\/([^/]+)(?:\/(activities|members|pagedmembers)(?:\/([^/]+))?)?)?$/;
const OPERATIONS: Readonly<Record<string, Operation>> = {
  "POST ": "create",
  "POST activities": "send",
  "PUT activities": "update",
  "DELETE activities": "delete",
  "GET members": "members",
  "GET pagedmembers": "members",
};

function parse(request: IncomingMessage, body: unknown): ConnectorCall | undefined {
  const { pathname } = new URL(request.url ?? "/", "http://connector");
  const found = PATH.exec(pathname);
  const [, conversationId, what = "", last] = found ?? [];
  const operation = OPERATIONS[`${request.method} ${what}`];
  if (!found || !operation) return undefined;
  const part = (text: string | undefined) => (text === undefined ? undefined : decodeURIComponent(text));
  return {
    operation,
    conversationId: part(conversationId),
    activityId: what === "activities" ? part(last) : undefined,
    memberId: what === "members" ? part(last) : undefined,
    paged: what === "pagedmembers",
    body,
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const text = Buffer.concat(parts).toString("utf8");
  return text === "" ? {} : JSON.parse(text);
}

function refuse(response: ServerResponse, fault: Extract<Fault, { kind: "refusal" }>): void {
  if (fault.retryAfterSeconds !== undefined) response.setHeader("Retry-After", String(fault.retryAfterSeconds));
  send(response, fault.status, errorBody(fault.code, `refused by the double: ${fault.code}`));
}

function errorBody(code: string, message: string): unknown {
  return { error: { code, message } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.statusCode = status;
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

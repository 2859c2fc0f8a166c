import { type Agent, type IncomingMessage, request } from "node:http";

/** A whole answer; its headers are names and values in turn. */
export interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** Asks `target` the same, whole and as it came: the signature covers the date, the account and the path, not the host. */
export function forwarded(target: URL, incoming: IncomingMessage, body: Buffer, agent: Agent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = "GET", url: path = "/" } = incoming;
    const headers = { ...incoming.headers, connection: "keep-alive" };
    const { hostname, port } = target;
    const sending = request({ hostname, port, method, path, headers, agent }, (answer) => {
      bodyOf(answer).then(
        (text) => resolve({ status: answer.statusCode ?? 0, headers: endToEnd(answer.rawHeaders), body: text }),
        reject,
      );
    });
    sending.once("error", reject);
    sending.end(body);
  });
}

/** Without what concerns the single connection; Node puts its own there. */
function endToEnd(raw: readonly string[]): string[] {
  const single = new Set(["connection", "keep-alive", "transfer-encoding"]);
  return raw.filter((_, at) => !single.has((raw[at - (at % 2)] ?? "").toLowerCase()));
}

export async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

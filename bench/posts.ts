import { Agent, request } from "node:http";

export interface Answered {
  /** The status, a space and the body. */
  readonly text: string;
  readonly ms: number;
}

/** Posts to one address over kept connections, as many as are needed at once. */
export class Posts {
  readonly #agent: Agent;

  constructor(
    private readonly url: string,
    connections = Number.POSITIVE_INFINITY,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post(body: string): Promise<Answered> {
    const sent = performance.now();
    return new Promise((resolve, reject) => {
      const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
      const sending = request(this.url, { method: "POST", agent: this.#agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const text = `${response.statusCode} ${Buffer.concat(chunks).toString("utf8")}`;
          resolve({ text, ms: performance.now() - sent });
        });
        response.on("error", reject);
      });
      sending.on("error", reject);
      sending.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

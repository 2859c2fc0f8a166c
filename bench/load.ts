import { Agent, request } from "node:http";
import { percentile } from "./rounds.js";

export interface Load {
  /** Requests a second. */
  readonly throughput: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/**
 * Posts every body once, `concurrency` at a time over as many kept connections. Throws at the first answer that is not
 * what `expected` matches: a fast refusal would look like a good figure.
 */
export async function load(
  url: string,
  bodies: readonly string[],
  concurrency: number,
  expected: RegExp,
): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });
  const times: number[] = [];
  const waiting = bodies.values();
  const began = performance.now();
  await Promise.all(Array.from({ length: concurrency }, () => worker()));
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return { throughput: bodies.length / seconds, p50: percentile(times, 50), p99: percentile(times, 99) };

  async function worker(): Promise<void> {
    for (const body of waiting) {
      const sent = performance.now();
      const answer = await post(url, body, agent);
      times.push(performance.now() - sent);
      if (!expected.test(answer)) throw new Error(`An unexpected answer: ${answer.slice(0, 500)}`);
    }
  }
}

function post(url: string, body: string, agent: Agent): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) };
    const sending = request(url, { method: "POST", agent, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve(`${response.statusCode} ${Buffer.concat(chunks).toString("utf8")}`));
      response.on("error", reject);
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

import { Program } from "../test/support/program.js";
import type { Tally } from "./connector/book.js";

export interface ConnectorOptions {
  /** How long each answer takes, in milliseconds; at once unless given. */
  readonly answerAfter?: number;
  /** Messages that a tenant takes in any second; the others get 429 with `Retry-After: 1`. No limit unless given. */
  readonly tenantLimit?: number;
}

/**
 * Teams' connector for benchmarks, lean, in a process of its own, so that what is measured is the bot. Conversations
 * are named by `conversationIdOf`.
 */
export class BenchConnector {
  private constructor(private readonly program: Program) {}

  static async start({ answerAfter, tenantLimit }: ConnectorOptions = {}): Promise<BenchConnector> {
    const env = {
      ...(answerAfter !== undefined && { ANSWER_AFTER: String(answerAfter) }),
      ...(tenantLimit !== undefined && { TENANT_LIMIT: String(tenantLimit) }),
    };
    return new BenchConnector(await Program.start("bench/connector/main.js", env));
  }

  get serviceUrl(): string {
    return `http://127.0.0.1:${this.program.port}/`;
  }

  async tally(): Promise<Tally> {
    return (await (await fetch(`${this.serviceUrl}tally`)).json()) as Tally;
  }

  /** How many messages each conversation took, by its id. */
  async counts(): Promise<ReadonlyMap<string, number>> {
    const counts = (await (await fetch(`${this.serviceUrl}counts`)).json()) as Record<string, number>;
    return new Map(Object.entries(counts));
  }

  /** Forgets all that came so far. */
  async reset(): Promise<void> {
    await fetch(`${this.serviceUrl}reset`, { method: "POST" });
  }

  async stop(): Promise<void> {
    await this.program.kill();
  }
}

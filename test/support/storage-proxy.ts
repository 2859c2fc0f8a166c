import { Agent, createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { connectionString } from "../../bot/emulator.js";
import { Mix, type Portion } from "../../bot/local/chance.js";
import { type Answer, bodyOf, forwarded } from "./forwarding.js";
import { refusalOf, type StorageFault } from "./storage-faults.js";

export interface StorageRequest {
  readonly service: "table" | "queue";
  readonly method: string;
  /** Decoded, behind the account, without the query: `/people(PartitionKey='a',RowKey='b')`, `/$batch`, `/work/messages`. */
  readonly path: string;
  /** Several changes of one partition at once. */
  readonly isTransaction: boolean;
  /** What was sent, as text. */
  body(): string;
}

export type Match = (request: StorageRequest) => boolean;

/** What a hook makes of a request: goes on, breaks the connection, or lets it hang for ever. */
export type Verdict = "cut" | "never-answer" | undefined;

/** `status` is storage's own answer, once there is one. */
type Hook =
  | ((request: StorageRequest, status?: number) => void)
  | ((request: StorageRequest, status?: number) => Promise<void>)
  | ((request: StorageRequest, status?: number) => Verdict | Promise<Verdict>);

interface Hooked {
  readonly match: Match;
  readonly hook: Hook;
  readonly when: "before" | "after";
}

/** What the proxy did so far. */
export interface ProxyCounts {
  requests: number;
  transactions: number;
  /** What storage was handed and answered, whether or not the answer got through. */
  done: number;
  delayed: number;
  refused: number;
  /** Broken before storage saw the request. */
  cutBefore: number;
  /** Done, and the answer lost. */
  cutAfter: number;
  /** Left hanging by a hook. */
  hanging: number;
  /** Broken by storage itself: 0, or the proof proves less than it says. */
  storageFailed: number;
}

const NOTHING: ProxyCounts = {
  requests: 0,
  transactions: 0,
  done: 0,
  delayed: 0,
  refused: 0,
  cutBefore: 0,
  cutAfter: 0,
  hanging: 0,
  storageFailed: 0,
};

/**
 * Stands on loopback before Azurite's tables and queues, and fails as storage and networks do: by chance that a seed
 * repeats (the n-th request meets the same again), or at the very request that a test asks for.
 *
 * @example
 * const proxy = await StorageProxy.start(testConnectionString());
 * proxy.faults(7, [{ fault: busy, share: 0.02 }, { fault: cutAfter, share: 0.01, where: ({ service }) => service === "table" }]);
 * proxy.onRequest(({ path }) => path.startsWith("/work"), () => bot.kill(), "after");
 * const storage = await Storage.open({ connectionString: proxy.connectionString, prefix });
 */
export class StorageProxy implements AsyncDisposable {
  readonly counts: ProxyCounts = { ...NOTHING };
  private readonly agent = new Agent({ keepAlive: true });
  private readonly servers: Server[] = [];
  private mix: Mix<StorageFault, Match> | undefined;
  private drawn = 0;
  private readonly hooks = new Set<Hooked>();

  private constructor(readonly connectionString: string) {}

  /** Before the storage of this connection string, with one of its own for the same account and key. */
  static async start(storage: string): Promise<StorageProxy> {
    const server = () => createServer({ keepAliveTimeout: 0 });
    const servers = { table: server(), queue: server() };
    const [tables, queues] = await Promise.all([listening(servers.table), listening(servers.queue)]);
    const proxy = new StorageProxy(connectionString({ tables, queues }));
    for (const service of ["table", "queue"] as const) {
      const target = endpointOf(storage, service);
      servers[service].on("request", (incoming, response) => {
        proxy.#serve(service, target, incoming, response).catch(() => response.destroy());
      });
      proxy.servers.push(servers[service]);
    }
    return proxy;
  }

  /** Faults by chance from the next request on, until {@link calm}; each portion's share is of what matches it. */
  faults(seed: string | number, portions: readonly Portion<StorageFault, Match>[]): void {
    this.mix = new Mix(seed, portions);
    this.drawn = 0;
  }

  /** Ends faults by chance; hooks stay. */
  calm(): void {
    this.mix = undefined;
  }

  /**
   * Calls `hook` with every matching request before storage sees it, or when storage has done it and the answer has
   * not gone back yet. The request waits for the hook. Returns what takes the hook away.
   */
  onRequest(match: Match, hook: Hook, when: "before" | "after" = "before"): () => void {
    const hooked = { match, hook, when };
    this.hooks.add(hooked);
    return () => void this.hooks.delete(hooked);
  }

  async close(): Promise<void> {
    for (const server of this.servers) server.closeAllConnections();
    await Promise.all(this.servers.map((server) => new Promise((resolve) => server.close(resolve))));
    this.agent.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #serve(service: StorageRequest["service"], target: URL, incoming: IncomingMessage, response: ServerResponse) {
    const body = await bodyOf(incoming);
    const seen = described(service, incoming, body);
    this.counts.requests += 1;
    if (seen.isTransaction) this.counts.transactions += 1;
    const fault = this.#draw(seen);
    if (!(await this.#passes("before", seen, fault, response))) return;
    if (fault?.kind === "refusal") return this.#refuse(service, fault.status, response);
    const answer = await this.#forward(target, incoming, body);
    this.counts.done += 1;
    if (!(await this.#passes("after", seen, fault, response, answer.status))) return;
    response.writeHead(answer.status, answer.headers as string[]);
    response.end(answer.body);
  }

  #draw(seen: StorageRequest): StorageFault | undefined {
    if (!this.mix) return undefined;
    this.drawn += 1;
    return this.mix.drawn(String(this.drawn), (where) => where(seen));
  }

  /** Whether the request goes on after the fault and the hooks for that side of storage. */
  async #passes(
    when: "before" | "after",
    seen: StorageRequest,
    fault: StorageFault | undefined,
    response: ServerResponse,
    status?: number,
  ): Promise<boolean> {
    if (fault?.kind === "delay" && fault.when === when) {
      this.counts.delayed += 1;
      await pause(fault.ms);
    }
    const verdict = await this.#verdict(when, seen, status);
    if (verdict === "never-answer") {
      this.counts.hanging += 1;
      return false;
    }
    if (verdict !== "cut" && !(fault?.kind === "cut" && fault.when === when)) return true;
    this.counts[when === "before" ? "cutBefore" : "cutAfter"] += 1;
    response.destroy();
    return false;
  }

  async #verdict(when: "before" | "after", seen: StorageRequest, status?: number): Promise<Verdict> {
    for (const hooked of [...this.hooks]) {
      if (hooked.when !== when || !hooked.match(seen)) continue;
      const verdict = await hooked.hook(seen, status);
      if (verdict) return verdict;
    }
    return undefined;
  }

  #refuse(service: StorageRequest["service"], status: 500 | 503, response: ServerResponse): void {
    this.counts.refused += 1;
    const { type, body } = refusalOf(service, status);
    response.writeHead(status, { "content-type": type, "content-length": Buffer.byteLength(body) });
    response.end(body);
  }

  async #forward(target: URL, incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    try {
      return await forwarded(target, incoming, body, this.agent);
    } catch (error) {
      this.counts.storageFailed += 1;
      throw error;
    }
  }
}

function described(service: StorageRequest["service"], incoming: IncomingMessage, body: Buffer): StorageRequest {
  const { pathname } = new URL(incoming.url ?? "/", "http://storage");
  const path = decodeURIComponent(pathname.replace(/^\/[^/]*/, "")) || "/";
  return {
    service,
    method: incoming.method ?? "",
    path,
    isTransaction: service === "table" && path === "/$batch",
    body: () => body.toString("utf8"),
  };
}

function endpointOf(storage: string, service: "table" | "queue"): URL {
  const found = new RegExp(`${service}Endpoint=([^;]+)`, "i").exec(storage)?.[1];
  if (!found) throw new Error(`the connection string has no endpoint for the ${service} service`);
  return new URL(found);
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

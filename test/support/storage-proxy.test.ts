import assert from "node:assert/strict";
import { type RestError, TableClient } from "@azure/data-tables";
import { QueueClient } from "@azure/storage-queue";
import { ownPrefix, testConnectionString } from "./storage.js";
import { broken, busy, cutAfter, cutBefore, delayed } from "./storage-faults.js";
import { StorageProxy, type StorageRequest } from "./storage-proxy.js";

const row = (rowKey: string) => ({ partitionKey: "a", rowKey, words: "Zoë's" });

describe("The proxy before storage", () => {
  let proxy: StorageProxy;
  /** Through the proxy, each call one try; and past it. */
  let through: TableClient;
  let past: TableClient;
  let name: string;

  beforeEach(async () => {
    proxy = await StorageProxy.start(testConnectionString());
    name = ownPrefix();
    const options = { allowInsecureConnection: true, retryOptions: { maxRetries: 0 } };
    through = TableClient.fromConnectionString(proxy.connectionString, name, options);
    past = TableClient.fromConnectionString(testConnectionString(), name, options);
    await past.createTable();
  });
  afterEach(async () => {
    await proxy.close();
    assert.equal(proxy.counts.storageFailed, 0);
  });

  async function stored(): Promise<string[]> {
    const keys: string[] = [];
    for await (const { rowKey } of past.listEntities()) keys.push(rowKey ?? "");
    return keys.sort();
  }

  it("lets signed requests to tables through, whatever their keys, and transactions", async () => {
    await through.createEntity(row("Zoë, 1 + 1 = 2"));
    await through.submitTransaction([
      ["create", row("b")],
      ["create", row("c")],
    ]);
    assert.equal((await through.getEntity("a", "Zoë, 1 + 1 = 2")).words, "Zoë's");
    await assert.rejects(through.createEntity(row("b")), { statusCode: 409 });
    assert.deepEqual(await stored(), ["Zoë, 1 + 1 = 2", "b", "c"]);
    const { requests, transactions, done } = proxy.counts;
    assert.deepEqual([requests, transactions, done], [4, 1, 4]);
  });

  it("lets signed requests to queues through", async () => {
    const queue = new QueueClient(proxy.connectionString, name);
    await queue.create();
    await queue.sendMessage("Zoë");
    const { receivedMessageItems } = await queue.receiveMessages();
    const [message] = receivedMessageItems;
    assert.equal(message?.messageText, "Zoë");
    await queue.deleteMessage(message?.messageId ?? "", message?.popReceipt ?? "");
    assert.equal((await queue.getProperties()).approximateMessagesCount, 0);
    assert.equal(proxy.counts.requests, 5);
  });

  it("does not open storage to a wrong key", async () => {
    const wrong = proxy.connectionString.replace(/AccountKey=[^;]+/, `AccountKey=${btoa("another key")}`);
    const client = TableClient.fromConnectionString(wrong, name, { allowInsecureConnection: true });
    await assert.rejects(client.createEntity(row("b")), { statusCode: 403 });
  });

  it("that cuts before storage leaves nothing done", async () => {
    proxy.faults(1, [{ fault: cutBefore, share: 1 }]);
    await assert.rejects(through.createEntity(row("b")), noAnswer);
    assert.deepEqual(await stored(), []);
    assert.deepEqual([proxy.counts.cutBefore, proxy.counts.done], [1, 0]);
  });

  it("that cuts after storage leaves it done, without an answer", async () => {
    proxy.faults(1, [{ fault: cutAfter, share: 1 }]);
    await assert.rejects(through.createEntity(row("b")), noAnswer);
    assert.deepEqual(await stored(), ["b"]);
    assert.deepEqual([proxy.counts.cutAfter, proxy.counts.done], [1, 1]);
  });

  it("refuses as storage does when it is busy or broken, with nothing done", async () => {
    proxy.faults(1, [{ fault: busy, share: 1 }]);
    await assert.rejects(through.createEntity(row("b")), refusedWith(503, "ServerBusy"));
    const queue = new QueueClient(proxy.connectionString, name);
    proxy.faults(1, [{ fault: broken, share: 1, where: ({ service }) => service === "table" }]);
    await queue.create();
    await assert.rejects(through.createEntity(row("b")), refusedWith(500, "InternalError"));
    proxy.calm();
    await through.createEntity(row("c"));
    assert.deepEqual(await stored(), ["c"]);
    assert.equal(proxy.counts.refused, 2);
  });

  it("delays before or after storage", async () => {
    proxy.faults(1, [{ fault: delayed("after", 150, 150), share: 1 }]);
    const began = performance.now();
    const writing = through.createEntity(row("b"));
    while ((await stored()).length === 0 && performance.now() - began < 140);
    const seen = performance.now() - began;
    await writing;
    assert.ok(seen < 140, `done after ${seen} ms`);
    assert.ok(performance.now() - began >= 149, "answered late");
  });

  it("has the same fate for the same requests with the same seed, in about the shares asked for", async () => {
    const first = await fates(11);
    assert.deepEqual(await fates(11), first);
    assert.notDeepEqual(await fates(12), first);
    const refused = first.filter((status) => status === 503).length;
    assert.ok(refused > 18 && refused < 56, `${refused} of 120 rather than 36`);
  });

  /** What 120 requests meet, without the client's own work. */
  async function fates(seed: number): Promise<number[]> {
    proxy.faults(seed, [{ fault: busy, share: 0.3 }]);
    const url = /TableEndpoint=([^;]+)/.exec(proxy.connectionString)?.[1] ?? "";
    const met: number[] = [];
    for (let n = 0; n < 120; n += 1) met.push((await fetch(url)).status);
    return met;
  }

  it("calls back before and after storage has done what matches, and may leave it unanswered", async () => {
    const seen: [string, string, string[], number | undefined][] = [];
    const watching = (when: string) => async (request: StorageRequest, status?: number) => {
      seen.push([when, request.method, await stored(), status]);
    };
    const transactions = ({ isTransaction }: StorageRequest) => isTransaction;
    proxy.onRequest(transactions, watching("before"));
    const stop = proxy.onRequest(transactions, watching("after"), "after");
    await through.createEntity(row("b"));
    await through.submitTransaction([["create", row("c")]]);
    assert.deepEqual(seen, [
      ["before", "POST", ["b"], undefined],
      ["after", "POST", ["b", "c"], 202],
    ]);
    stop();
    proxy.onRequest(
      ({ path, body }) => path === `/${name}` && body().includes("hang"),
      () => "never-answer",
      "after",
    );
    const gone = new AbortController();
    const writing = through.createEntity(row("hang"), { abortSignal: gone.signal });
    while (proxy.counts.hanging === 0) await stored();
    gone.abort();
    await assert.rejects(writing, { name: "AbortError" });
    assert.deepEqual(await stored(), ["b", "c", "hang"]);
  });
});

function refusedWith(status: number, code: string): (error: RestError) => boolean {
  return ({ statusCode, details }) => {
    const { odataError } = details as { odataError?: { code?: string } };
    assert.deepEqual([statusCode, odataError?.code], [status, code]);
    return true;
  };
}

function noAnswer(error: RestError): boolean {
  assert.equal(error.statusCode, undefined);
  assert.match(String(error.code ?? error.message), /ECONNRESET|socket hang up|REQUEST_SEND_ERROR/);
  return true;
}

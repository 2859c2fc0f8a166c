import assert from "node:assert/strict";
import { Book, conversationIdOf, DUE } from "../../bench/connector/book.js";
import { BenchConnector } from "../../bench/connector.js";
import { aCrowd } from "../../bench/crowd.js";
import { AddressTable } from "../../services/storage/addresses.js";
import { StoredPeople } from "../../services/storage/people.js";
import { ownStorage } from "../support/storage.js";

const megan = conversationIdOf({ tenantId: "vale", objectId: "megan" });
const lee = conversationIdOf({ tenantId: "hill", objectId: "lee" }, true);

describe("The benchmark's connector", () => {
  let connector: BenchConnector | undefined;
  afterEach(() => connector?.stop());

  async function call(method: string, path: string): Promise<Response> {
    const body = JSON.stringify({ type: "message", text: "hello" });
    return fetch(`${connector?.serviceUrl}v3/conversations${path}`, { method, ...(method !== "GET" && { body }) });
  }
  const write = (conversation: string) => call("POST", `/${encodeURIComponent(conversation)}/activities`);

  it("takes messages, with an id for each, and tells what came where and when", async () => {
    connector = await BenchConnector.start();
    const before = Date.now();
    const ids: string[] = [];
    for (const conversation of [megan, lee, megan]) {
      const answer = await write(conversation);
      assert.equal(answer.status, 201);
      ids.push(((await answer.json()) as { id: string }).id);
    }
    assert.equal(new Set(ids).size, 3);
    assert.equal((await call("PUT", `/${megan}/activities/1`)).status, 200);
    assert.equal((await call("POST", "")).status, 201);
    assert.equal((await call("GET", "/x/nothing")).status, 404);

    const { firstAt = 0, lastAt = 0, due, ...rest } = await connector.tally();
    assert.deepEqual(rest, {
      ...{ taken: 3, refused: 0, updated: 1, created: 1, conversations: 2, extra: 1 },
      tenants: { vale: { taken: 2, refused: 0 }, hill: { taken: 1, refused: 0 } },
    });
    assert.ok(before <= firstAt && firstAt <= lastAt && lastAt <= Date.now());
    assert.deepEqual([due.length, due[0]?.[0]], [1, `${DUE}hill:lee`]);
    assert.deepEqual(
      [...(await connector.counts())],
      [
        [megan, 2],
        [lee, 1],
      ],
    );

    await connector.reset();
    assert.equal((await connector.tally()).taken, 0);
  });

  it("refuses what is over a tenant's limit, and says when to come back", async () => {
    connector = await BenchConnector.start({ tenantLimit: 2 });
    const answers = await Promise.all([megan, megan, megan, lee].map(write));
    const refused = answers.filter(({ status }) => status === 429);
    assert.deepEqual(
      refused.map(({ headers }) => headers.get("retry-after")),
      ["1"],
    );
    assert.deepEqual((await connector.tally()).tenants.vale, { taken: 2, refused: 1 });
  });

  it("answers as late as it was told to", async () => {
    connector = await BenchConnector.start({ answerAfter: 80 });
    const began = performance.now();
    await write(megan);
    assert.ok(performance.now() - began >= 79);
  });

  it("takes again when the last second has room, and doesn't count refusals", () => {
    const book = new Book(2);
    const admitted = [0, 400, 500, 999, 1000, 1001, 1400].map((at) => book.admit(megan, at));
    assert.deepEqual(admitted, [true, true, false, false, true, false, true]);
  });
});

describe("The benchmark's crowd", () => {
  it("is stored as people whom the bot can write to, over all tenants", async () => {
    const storage = await ownStorage();
    const tenants = [
      { id: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a01", partner: "vale-county" },
      { id: "0b6f2b1e-5d0c-4c39-9c0a-2f1f6f6f0a02", partner: "hill" },
    ];
    const serviceUrl = "http://127.0.0.1:9/";
    const people = await aCrowd(storage, { people: 250, tenants, serviceUrl, due: (n) => n === 1 });
    const stored: string[] = [];
    for await (const { objectId } of new StoredPeople(storage).all()) stored.push(objectId);
    assert.deepEqual(stored.toSorted(), people.map(({ objectId }) => objectId).toSorted());
    const addresses = new AddressTable(storage);
    assert.equal((await addresses.reachable(people)).size, 250);
    const found = await Promise.all(people.slice(0, 2).map((person) => addresses.find(person)));
    assert.deepEqual(
      found.map((address) => address?.conversationId),
      people.slice(0, 2).map((person, n) => conversationIdOf(person, n === 1)),
    );
  });
});

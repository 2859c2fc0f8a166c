import assert from "node:assert/strict";
import { PeopleCache } from "../../bot/people-cache.js";
import type { Person, PersonId } from "../../services/people/schema.js";
import { somebody } from "../support/people.js";

describe("Whom the bot remembers to know", () => {
  let now: number;
  let lookedUp: number;
  let stored: Person | undefined;
  let cache: PeopleCache;
  let pat: Person;

  async function* all() {
    if (stored) yield stored;
  }

  beforeEach(async () => {
    [now, lookedUp] = [0, 0];
    pat = await somebody();
    stored = pat;
    const find = async (_: PersonId) => {
      lookedUp += 1;
      return stored;
    };
    cache = new PeopleCache({ find, all }, { now: () => new Date(now) });
  });

  it("is looked up once in half a minute, and a change is seen after it", async () => {
    await cache.find(pat);
    stored = { ...pat, roles: ["coordinator"] };
    now = 29_999;
    assert.deepEqual((await cache.find(pat))?.roles, []);
    now = 30_000;
    assert.deepEqual((await cache.find(pat))?.roles, ["coordinator"]);
    assert.equal(lookedUp, 2);
  });

  it("is looked up each time while unknown, so that newcomers are known at once", async () => {
    stored = undefined;
    assert.equal(await cache.find(pat), undefined);
    stored = pat;
    assert.deepEqual(await cache.find(pat), pat);
  });

  it("is forgotten at once when asked to", async () => {
    await cache.find(pat);
    stored = undefined;
    cache.forget(pat);
    assert.equal(await cache.find(pat), undefined);
  });

  it("is the same object id in another tenant never", async () => {
    await cache.find(pat);
    await cache.find({ ...pat, tenantId: "00000000-0000-0000-0000-000000000000" });
    assert.equal(lookedUp, 2);
  });
});

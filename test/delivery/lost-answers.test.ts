import assert from "node:assert/strict";
import { TeamsDouble } from "../../bot/local/double/double.js";
import { trouble } from "../../bot/local/double/faults.js";
import { botProcess } from "../support/bot-process.js";
import { PostOffice } from "../support/posting.js";
import { ownPrefix, testConnectionString } from "../support/storage.js";
import { type Match, StorageProxy } from "../support/storage-proxy.js";
import { outcomeOf } from "./laws.js";

/** The next try comes after some seconds; without one, the watch looks only after 45. */
const SOON = 30_000;

const isFailedTry: Match = ({ isTransaction, body }) => isTransaction && body().includes('"notBefore"');

describe("A record that storage has made and whose answer is lost", () => {
  const closing: (() => Promise<unknown>)[] = [];
  after(() => Promise.all(closing.map((close) => close())));

  it("is known for what it is: the next try comes when it is due", async function () {
    this.timeout(120_000);
    const prefix = ownPrefix();
    const [teams, proxy] = await Promise.all([TeamsDouble.start(), StorageProxy.start(testConnectionString())]);
    closing.push(
      () => teams.close(),
      () => proxy.close(),
    );
    const office = await PostOffice.open({ prefix });
    const posting = await office.plan(await office.crowd(teams, 1, 1));
    const bot = await botProcess({ prefix, connectionString: proxy.connectionString, env: { LOCAL_HOLD_BACK: "off" } });
    closing.push(() => bot.kill());
    teams.faults.next(trouble(412));
    let lost = 0;
    const loseOne = () => (lost++ === 0 ? ("cut" as const) : undefined);
    proxy.onRequest(isFailedTry, loseOne, "after");
    await office.start(posting);
    await office.ended(posting, SOON);
    assert.ok(lost > 0);
    const { broken, uncertain } = await outcomeOf(office, teams, posting);
    assert.deepEqual([broken, uncertain], [[], 0]);
  });
});

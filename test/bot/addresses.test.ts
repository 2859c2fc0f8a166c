import assert from "node:assert/strict";
import type { TeamsUser } from "../../bot/local/double/user.js";
import type { Address } from "../../services/delivery/schema.js";
import type { Person } from "../../services/people/schema.js";
import { aBot, type RunningBot } from "../support/bot.js";
import { aCoordinator, somebody } from "../support/people.js";

describe("Where people and channels can be written to", () => {
  let running: RunningBot;
  let pat: Person;
  let casey: Person;

  beforeEach(async () => {
    pat = await somebody();
    casey = await aCoordinator();
    running = await aBot({ people: [pat, casey] });
  });
  afterEach(() => running.stop());

  const addressOf = (person: Person): Promise<Address | undefined> => running.bot.services.addresses.find(person);
  const channels = () => running.bot.services.channelStore.all();
  const writtenAt = async (person: Person) =>
    (await running.bot.services.storage.table("addresses").find(person.tenantId, person.objectId))?.writtenAt;

  async function inATeam(user: TeamsUser, id: string, name: string) {
    const channel = running.teams.channel(id, name, [user]);
    const channelData = { tenant: { id: pat.tenantId }, team: { id: "19:team@thread.tacv2" }, channel: { id, name } };
    const says = (text: string) => user.sends({ type: "message", text, channelData }, channel);
    const happens = (event: Record<string, unknown>, data: object = {}) =>
      user.sends({ type: "conversationUpdate", ...event, channelData: { ...channelData, ...data } }, channel);
    return { says, happens };
  }

  it("is known once the app is installed", async () => {
    assert.equal(await addressOf(pat), undefined);
    const user = await running.user(pat);
    assert.deepEqual(await addressOf(pat), {
      person: { tenantId: pat.tenantId, objectId: pat.objectId },
      serviceUrl: running.teams.serviceUrl,
      conversationId: user.chat.conversation.id,
      userId: user.account.userId,
      state: "reachable",
    });
  });

  it("is no more when the app is removed, and again when somebody writes", async () => {
    const user = await running.user(pat);
    await user.removeApp();
    assert.equal((await addressOf(pat))?.state, "not-installed");
    await user.says("help");
    assert.equal((await addressOf(pat))?.state, "reachable");
  });

  it("follows the newest service URL, and is not written again where nothing changed", async () => {
    const user = await running.user(pat);
    const before = await writtenAt(pat);
    await user.says("help");
    assert.deepEqual(await writtenAt(pat), before);
    const serviceUrl = running.teams.serviceUrl.replace("127.0.0.1", "localhost");
    await user.sends({ type: "message", text: "help", serviceUrl });
    assert.equal((await addressOf(pat))?.serviceUrl, serviceUrl);
  });

  it("is not learned from a button, so that no answer leaves its time in another table", async () => {
    const user = await running.user(pat);
    const [home] = await user.says("help");
    const serviceUrl = running.teams.serviceUrl.replace("127.0.0.1", "localhost");
    const elsewhere = (activity: object) => ({ ...activity, type: (activity as { type: string }).type, serviceUrl });
    const before = await writtenAt(pat);
    await user.presses(home, "Show my inbox", {}, { forged: elsewhere });
    const [again] = await user.says("help");
    await user.presses(again, "Show my inbox", {}, { forged: elsewhere, asOldClient: true });
    assert.deepEqual(await writtenAt(pat), before);
  });

  it("is learned of everybody in a team that the app joins, for a chat to be opened later", async () => {
    const user = running.teams.person(casey);
    const { happens } = await inATeam(user, "19:team@thread.tacv2", "General");
    const member = { id: "29:pat", aadObjectId: pat.objectId };
    await happens({ membersAdded: [{ id: running.teams.bot.id }, member, { id: "29:nobody" }] });
    const address = await addressOf(pat);
    assert.deepEqual([address?.conversationId, address?.userId, address?.state], ["", "29:pat", "reachable"]);
  });

  it("keeps a channel's name and service URL, and forgets it with the channel or the team", async () => {
    const user = running.teams.person(casey);
    const board = await inATeam(user, "19:board@thread.tacv2", "Board");
    const hub = await inATeam(user, "19:hub@thread.tacv2", "Hub");
    await board.says("use this channel for board");
    await hub.says("use this channel for research hub");
    assert.deepEqual((await channels()).map(({ name, title }) => [name, title]).sort(), [
      ["board", "Board"],
      ["research hub", "Hub"],
    ]);

    const renamed = { channel: { id: "19:board@thread.tacv2", name: "The Board" } };
    await board.happens({}, { eventType: "channelRenamed", ...renamed });
    assert.equal((await channels()).find(({ name }) => name === "board")?.title, "The Board");

    await board.happens({}, { eventType: "channelDeleted" });
    assert.deepEqual(
      (await channels()).map(({ name }) => name),
      ["research hub"],
    );

    await hub.happens({ membersRemoved: [{ id: running.teams.bot.id }] });
    assert.deepEqual(await channels(), []);
  });
});

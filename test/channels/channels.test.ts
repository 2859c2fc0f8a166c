import assert from "node:assert/strict";
import fc from "fast-check";
import { channelName } from "../../services/channels/rules.js";
import { Channels, type Whereabouts } from "../../services/channels/service.js";
import { ExpectedError } from "../../services/kernel/errors.js";
import { ChannelTable } from "../../services/storage/channels.js";
import { personId, TENANT } from "../delivery/support.js";
import { auditIn } from "../support/audit.js";
import { ownStorage } from "../support/storage.js";
import { HandTime } from "../support/time.js";

const coordinator = personId(1);

function aChannel(values: Partial<Whereabouts> = {}): Whereabouts {
  const where = { tenantId: TENANT, serviceUrl: "https://smba.trafficmanager.net/uk/", conversationId: "19:one@x" };
  return { kind: "channel", ...where, title: "Research Hub", ...values };
}

describe("channels for posts", () => {
  let channels: Channels;
  let store: ChannelTable;
  beforeEach(async () => {
    const storage = await ownStorage();
    store = new ChannelTable(storage);
    channels = new Channels(store, auditIn(storage, new HandTime()));
    await storage.prepare();
  });

  it("a name said twice goes to the channel where it was said last", async () => {
    await channels.use("Research Hub", aChannel(), coordinator);
    await channels.use("research  hub.", aChannel({ conversationId: "19:two@x" }), coordinator);
    assert.equal((await channels.find("research hub"))?.conversationId, "19:two@x");
    assert.equal((await channels.all()).length, 1);
  });

  it("one channel may have several names", async () => {
    await channels.use("board", aChannel(), coordinator);
    await channels.use("announcements", aChannel(), coordinator);
    assert.deepEqual(
      (await channels.all()).map(({ name }) => name),
      ["announcements", "board"],
    );
  });

  it("outside a channel it is said where to say it, with the words to say", async () => {
    for (const kind of ["personal", "group"] as const) {
      await assert.rejects(channels.use("Board", aChannel({ kind }), coordinator), (error: ExpectedError) => {
        assert.ok(error instanceof ExpectedError);
        assert.match(error.forPerson, /use this channel for board/);
        return true;
      });
    }
    assert.deepEqual(await channels.all(), []);
  });

  it("without a name it is said what a name looks like", async () => {
    for (const name of ["", "  ", "x".repeat(41), "<b>", "a\nb\u202e"]) {
      await assert.rejects(channels.use(name, aChannel(), coordinator), ExpectedError);
    }
  });

  it("a channel or team that is gone is forgotten under all its names, and no other", async () => {
    await channels.use("board", aChannel({ teamId: "t1" }), coordinator);
    await channels.use("news", aChannel({ teamId: "t1" }), coordinator);
    await channels.use("hub", aChannel({ conversationId: "19:two@x", teamId: "t2" }), coordinator);
    assert.equal(await store.removeConversation("19:one@x"), 2);
    assert.equal(await store.removeTeam("t1"), 0);
    assert.equal(await store.removeTeam("t2"), 1);
    assert.deepEqual(await channels.all(), []);
  });

  it("a name is the same however it is typed", () => {
    const variants = fc.constantFrom(
      "Research Hub",
      " research   HUB ",
      '"Research Hub"',
      "research hub.",
      "‘research hub’",
    );
    fc.assert(fc.property(variants, (typed) => assert.equal(channelName(typed), "research hub")));
  });

  it("a name that is kept is itself a name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (typed) => {
        const name = channelName(typed);
        if (name !== undefined) assert.equal(channelName(name), name);
      }),
    );
  });
});

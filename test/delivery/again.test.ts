import assert from "node:assert/strict";
import { anOffice, MESSAGE, people } from "./support.js";

const CAMPAIGN = { id: "wave-1.invitation", title: "EPD pulse: invitation", message: MESSAGE, manner: "asks" } as const;

describe("sending a campaign again", () => {
  it("in the very moment in which it is found to be done leaves nobody waiting", async () => {
    const office = await anOffice();
    await office.welcome(people(2));
    await office.addresses.remove(people(2)[1] ?? assert.fail());
    const take = office.queue.take.bind(office.queue);
    const counts = office.store.counts.bind(office.store);
    let isFirst = true;
    const late: typeof counts = async (campaign) => {
      const found = await counts(campaign);
      if (!isFirst || found.pending > 0) return found;
      isFirst = false;
      // Whoever would do the work comes to it when the campaign has been found to be done.
      Object.assign(office.queue, { take: async () => [] });
      await office.welcome(people(2));
      await office.service.sendAgain(CAMPAIGN.id);
      return found;
    };
    await office.service.plan(CAMPAIGN, people(2));
    Object.assign(office.store, { counts: late });
    await office.service.start(CAMPAIGN.id);
    await office.work();
    Object.assign(office.queue, { take });
    await office.forward(60_000);
    await office.forward(60_000);
    assert.equal((await office.service.counts(CAMPAIGN.id)).sent, 2);
    assert.equal((await office.service.campaign(CAMPAIGN.id)).status, "done");
    assert.equal(office.teams.tries.length, 2);
  });
});

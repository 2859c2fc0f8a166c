import assert from "node:assert/strict";
import { anOffice, MESSAGE, type Office, people } from "./support.js";

const CAMPAIGN = { id: "wave-1.invitation", title: "EPD pulse: invitation", message: MESSAGE, manner: "asks" } as const;

describe("cancelling a campaign", () => {
  let office: Office;
  beforeEach(async () => {
    office = await anOffice();
    await office.welcome(people(5));
  });

  it("that was cut short is done to its end by the campaign's watch", async () => {
    await office.service.plan(CAMPAIGN, people(5));
    const { commit } = office.store;
    Object.assign(office.store, { commit: () => Promise.reject(new Error("storage does not answer")) });
    await assert.rejects(office.service.cancel(CAMPAIGN.id));
    Object.assign(office.store, { commit });
    assert.equal((await office.service.counts(CAMPAIGN.id)).pending, 5);
    await office.forward(60_000);
    assert.equal((await office.service.counts(CAMPAIGN.id)).cancelled, 5);
    assert.equal(office.timers.size, 0);
  });

  it("reaches also those who are planned in the same moment", async () => {
    const addDeliveries = office.store.addDeliveries.bind(office.store);
    const late: typeof addDeliveries = async (...args) => {
      await office.service.cancel(CAMPAIGN.id);
      await addDeliveries(...args);
    };
    Object.assign(office.store, { addDeliveries: late });
    const campaign = await office.service.plan(CAMPAIGN, people(5));
    assert.equal(campaign.status, "cancelled");
    await office.service.start(CAMPAIGN.id);
    await office.work();
    assert.equal(office.teams.tries.length, 0);
    assert.equal((await office.service.counts(CAMPAIGN.id)).cancelled, 5);
  });
});

import assert from "node:assert/strict";
import { FollowingDeliveries, type FollowingNeeds } from "../../services/delivery/following.js";
import { NO_DELIVERIES } from "../../services/delivery/rules.js";
import type { Campaign } from "../../services/delivery/schema.js";
import { MESSAGE } from "./support.js";

describe("the list of what was sent", () => {
  it("leaves out what answered one person, and nothing that was for several", async () => {
    const all = [aCampaign("asked", "asks", 1), aCampaign("one", "replies", 1), aCampaign("some", "replies", 2)];
    const needs = { deliveries: { campaigns: async () => all } } as unknown as FollowingNeeds;
    const listed = await new FollowingDeliveries(needs).campaigns();
    assert.deepEqual(
      listed.map(({ id }) => id),
      ["asked", "some"],
    );
  });

  it("names nobody of those whom something discreet did not reach", async () => {
    const campaign = { ...aCampaign("group", "tells", 9), discreet: true };
    const counts = { ...NO_DELIVERIES, sent: 8, failed: 1 };
    const needs = { deliveries: { counts: async () => counts } } as unknown as FollowingNeeds;
    assert.equal((await new FollowingDeliveries(needs).line(campaign)).hasNames, false);
  });
});

function aCampaign(id: string, manner: Campaign["manner"], planned: number): Campaign {
  const what = {
    message: MESSAGE,
    title: id,
    createdAt: "2026-11-23T09:00:00.000Z",
    tenants: [],
    status: "done",
  } as const;
  return { id, manner, planned, ...what, tenants: [] };
}

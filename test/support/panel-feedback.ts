import assert from "node:assert/strict";
import { campaigns } from "../../services/panels/feedback/sending.js";
import type { Review } from "../../services/panels/schema.js";
import { type Person, personKey } from "../../services/people/schema.js";
import { aReview, aSheet, type PanelHouse, panelist } from "./panel-house.js";

export const [ada, bo] = [panelist(1), panelist(3)];
export const AGREED = "2026-11-20T10:00:00.000Z";
export const at = (review: Person) => ({ at: AGREED, by: personKey(review) });

/** Agreed by its reviewers, nothing worded yet. */
export function anAgreedReview(members: Partial<Review> = {}): Review {
  return aReview({
    ...{ sheets: [aSheet(ada), aSheet(bo, 1)], revealed: at(ada), agreedAt: AGREED },
    agreement: {
      ...{ version: 1, proposed: at(ada), scores: {}, agreed: [at(ada), at(bo)] },
      ...{ strengths: "Rich evidence.", develop: "More analysis.", action: "Plan a session on reflection." },
    },
    ...members,
  });
}

export const TEXTS = {
  strengths: "Rich evidence.",
  develop: "More analysis.",
  action: "Plan a session.",
  passOn: "Thank them.",
};
export const place = { round: "round-1", no: 1 };

/** Worded, with nothing pointed out unless `texts` say so. */
export async function worded(
  house: PanelHouse,
  texts: Partial<typeof TEXTS> = {},
  by = house.coordinator,
): Promise<string> {
  const { version } = await house.panels.feedback.checking.form(by, "round-1", 1);
  assert.equal(await house.panels.feedback.checking.save(by, { ...place, version }, { ...TEXTS, ...texts }), undefined);
  return house.review().feedback?.changed.at ?? "";
}

export async function sent(house: PanelHouse): Promise<void> {
  const version = await worded(house);
  await house.panels.feedback.sending.send(house.coordinator, "round-1", 1, version);
}

export const check = (house: PanelHouse) => house.panels.feedback.checking.check(house.coordinator, "round-1", 1);
export const FIRST = campaigns.first("round-1", 1);
export const REMINDER = campaigns.reminder("round-1", 1);

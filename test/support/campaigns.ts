import { NO_DELIVERIES } from "../../services/delivery/rules.js";
import type { CampaignLine, CampaignReview } from "../../services/delivery/views.js";

/** A campaign that reached all its sixty people; say only what matters. */
export function aLine(differing: Partial<CampaignLine> = {}): CampaignLine {
  return {
    id: "pulse.invitation",
    title: "Pulse: invitation",
    createdAt: new Date("2026-11-23T09:00:00Z"),
    status: "done",
    planned: 60,
    counts: { ...NO_DELIVERIES, sent: 60 },
    held: [],
    ...differing,
  };
}

export function aReview(differing: Partial<CampaignReview> = {}): CampaignReview {
  return {
    ...aLine(),
    isLookedInto: true,
    hasNames: true,
    notReached: [],
    forgotten: 0,
    perhapsTwice: 0,
    perhapsReached: 0,
    skipped: [],
    canSendAgain: false,
    canCancel: false,
    ...differing,
  };
}

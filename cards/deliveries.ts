import type { DeliveryCounts, DeliveryState, Reason } from "../services/delivery/schema.js";
import { back, more } from "./buttons.js";
import type { Card } from "./card.js";
import { render } from "./render.js";

export interface DeliveriesView {
  /** Newest first. */
  readonly campaigns: readonly CampaignLine[];
  /** The first campaign to show; 0 at the beginning. */
  readonly from?: number;
}

export interface CampaignLine {
  readonly title: string;
  /** "Monday 30 November 2026" */
  readonly startedInWords: string;
  readonly planned: number;
  readonly counts: DeliveryCounts;
  /** Names of the people who could not be written to, by reason. */
  readonly notReached: readonly { readonly reason: Reason; readonly names: readonly string[] }[];
}

const CAMPAIGNS_A_PAGE = 5;
const NAMES_A_REASON = 20;

/** `deliveries`: what was sent, to whom it could not be sent and why. */
export function deliveriesCard(view: DeliveriesView): Card {
  const from = view.from ?? 0;
  const shown = view.campaigns.slice(from, from + CAMPAIGNS_A_PAGE);
  const next = from + shown.length < view.campaigns.length ? from + shown.length : undefined;
  return render("deliveries/deliveries", {
    summary: shown.length === 0 ? "Nothing has been sent yet." : "What was sent, and who could not be reached.",
    campaigns: shown.map(campaignData),
    actions: [...more(next, "deliveries.show"), back],
  });
}

function campaignData(campaign: CampaignLine): object {
  return {
    title: campaign.title,
    when: campaign.startedInWords,
    counts: countsInWords(campaign),
    notReached: campaign.notReached.map(({ reason, names }) => ({
      reason: `${names.length} ${REASONS[reason].title}`,
      people: some(names),
      remedy: REASONS[reason].remedy,
    })),
  };
}

const STATES: Readonly<Record<DeliveryState, string>> = {
  sent: "sent",
  pending: "on their way",
  "not-reachable": "not reachable",
  failed: "failed",
  suppressed: "held back",
  cancelled: "cancelled",
};

/** "58 of 60 sent, 2 not reachable" */
function countsInWords({ counts, planned }: CampaignLine): string {
  const others = (Object.keys(STATES) as DeliveryState[]).filter((state) => state !== "sent" && counts[state] > 0);
  return [`${counts.sent} of ${planned} sent`, ...others.map((state) => `${counts[state]} ${STATES[state]}`)].join(
    ", ",
  );
}

const REASONS: Readonly<Record<Reason, { readonly title: string; readonly remedy: string }>> = {
  "not-installed": {
    title: "without the app",
    remedy: "Their organisation's Teams administrator can install it for them.",
  },
  "blocked-by-person": { title: "blocked the bot", remedy: "Only they can unblock it: ask them another way." },
  "blocked-by-administrator": {
    title: "in an organisation that blocks the bot",
    remedy: "Their organisation's Teams administrator can allow it.",
  },
  left: { title: "have left", remedy: "Nothing to do." },
  rejected: { title: "refused by Teams", remedy: "Teams took no message for them; ask the bot's operator." },
  "gave-up": {
    title: "given up after several tries",
    remedy: "Teams could not be reached for long; send it again later.",
  },
  "no-longer-applies": { title: "for whom it no longer applied", remedy: "Nothing to do." },
  "too-late": { title: "for whom it would have come too late", remedy: "Nothing to do." },
  merged: { title: "told of it together with other things", remedy: "Nothing to do." },
};

function some(names: readonly string[]): string {
  const rest = names.length - NAMES_A_REASON;
  return rest > 0 ? `${names.slice(0, NAMES_A_REASON).join(", ")} and ${rest} more` : names.join(", ");
}

import type { CampaignReview, NotReachedGroup } from "../../services/delivery/views.js";
import { execute } from "../buttons.js";
import type { Card } from "../card.js";
import { type Element, heading, note, stack } from "../parts.js";
import { render } from "../render.js";
import { plain } from "../text.js";
import { settledBar, whenInWords } from "./list.js";
import { countsInWords, figure, people, reasonInWords, remedies } from "./words.js";

/** More would not fit on a card: the rest is told as numbers. */
const MOST_GROUPS = 12;
const MOST_NAMES = 100;
const LONGEST_NAME = 40;

/** One campaign: how far it is, whom it did not reach and why. */
export function campaignCard(review: CampaignReview, now: Date): Card {
  const reasons = review.notReached.flatMap((group) => group.reasons.map(({ reason }) => reason));
  return render("deliveries/campaign", {
    title: review.title,
    when: whenInWords(review),
    bar: settledBar(review),
    counts: countsInWords(review, now),
    notes: notes(review).map((text) => ({ text })),
    groups: notReached(review),
    remedies: remedies(reasons),
    skipped: review.skipped.map((one) => ({ text: reasonInWords(one) })),
    actions: buttons(review),
  });
}

/** The second press that cancelling needs. */
export function cancelCampaignCard({ id, title, counts }: Pick<CampaignReview, "id" | "title" | "counts">): Card {
  const data = { campaign: id };
  return render("deliveries/cancel", {
    title,
    pending: `${people(counts.pending)} ${counts.pending === 1 ? "has" : "have"} not been sent this message yet, and will not be.`,
    actions: [
      { ...execute({ title: "Cancel for good", verb: "deliveries.cancel-confirm", data }), style: "destructive" },
      execute({ title: "Back", verb: "deliveries.open", data }),
    ],
  });
}

function notes({ isLookedInto, perhapsTwice, perhapsReached, forgotten }: CampaignReview): string[] {
  const said: string[] = [];
  if (!isLookedInto) said.push("Who could not be reached is shown here once fewer people are waiting for it.");
  if (perhapsTwice > 0) {
    said.push(`${figure(perhapsTwice)} may have got it twice, since Teams did not confirm the first message.`);
  }
  if (perhapsReached > 0) {
    said.push(
      `${figure(perhapsReached)} of those not reached may have got it all the same, so it is not sent to them again.`,
    );
  }
  if (forgotten > 0) said.push(`Of ${figure(forgotten)} not reached it is no longer kept who they are.`);
  return said;
}

/** By partner, with as many names as a card can carry. */
function notReached({ hasNames, notReached: groups }: CampaignReview): Element[] {
  const shown = groups.slice(0, MOST_GROUPS);
  const rest = groups.slice(MOST_GROUPS);
  if (groups.length === 0) return [];
  let places = MOST_NAMES;
  const elements = shown.map((group) => {
    const drawn = groupElement(group, places);
    places -= group.reasons.reduce((sum, { names }) => sum + names.length, 0);
    return drawn;
  });
  const others = rest.reduce((sum, { count }) => sum + count, 0);
  return [
    heading("Not reached"),
    ...(hasNames ? [] : [note(NO_NAMES)]),
    ...elements,
    ...(rest.length > 0 ? [note(`And ${people(others)} of ${figure(rest.length)} more partners.`)] : []),
  ];
}

const NO_NAMES = "Names are not shown, since being reminded tells that somebody has not answered.";

function groupElement({ name, count, reasons }: NotReachedGroup, places: number): Element {
  let left = Math.max(0, places);
  const lines = reasons.flatMap((reason) => {
    const names = reason.names.slice(0, left).map((one) => plain(one, LONGEST_NAME));
    left -= names.length;
    return [text(reasonInWords(reason)), ...(names.length === 0 ? [] : [note(listed(names, reason.count))])];
  });
  return stack([{ ...text(`${name}: ${people(count)}`), weight: "Bolder" }, ...lines], "Small");
}

/** "Ada Example, Bo Example and 3 more" */
function listed(names: readonly string[], count = names.length): string {
  const rest = count - names.length;
  return rest > 0 ? `${names.join(", ")} and ${figure(rest)} more` : names.join(", ");
}

function text(words: string): Element {
  return { type: "TextBlock", text: words, wrap: true, spacing: "Small" };
}

function buttons({ id, canSendAgain, canCancel, counts }: CampaignReview): Element[] {
  const data = { campaign: id };
  return [
    ...(canSendAgain ? [execute({ title: "Send again", verb: "deliveries.send-again", data })] : []),
    ...(canCancel ? [execute({ title: "Cancel", verb: "deliveries.cancel", data })] : []),
    ...(counts.pending > 0 ? [execute({ title: "Refresh", verb: "deliveries.open", data })] : []),
    execute({ title: "Back", verb: "deliveries.show" }),
  ];
}

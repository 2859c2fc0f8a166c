import type { CampaignLine, Missed, Reconciled } from "../../services/delivery/views.js";
import { dateOf, inWords } from "../../services/kernel/dates.js";
import { back, execute, more, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { type Element, progressBar } from "../parts.js";
import { render } from "../render.js";
import { countsInWords, figure, missedInWords, momentInWords, reconciledInWords } from "./words.js";

export interface DeliveriesView {
  /** Those of this page, newest first: as many as have a place for their button. */
  readonly campaigns: readonly CampaignLine[];
  /** Where the next page begins, if there is one. */
  readonly next?: number | undefined;
  /** The latest first; none on later pages. */
  readonly missed: readonly Missed[];
  /** Undefined when it was not done lately. */
  readonly reconciled?: Reconciled | undefined;
  readonly now: Date;
}

/** Of what was missed, so many are named. */
const MOST_MISSED = 5;

/** `deliveries`: what was sent, and how far it is. */
export function deliveriesCard({ campaigns, next, missed, reconciled, now }: DeliveriesView): Card {
  const named = missed.slice(0, MOST_MISSED);
  const rest = missed.length - named.length;
  return render("deliveries/deliveries", {
    summary: campaigns.length === 0 ? "Nothing has been sent yet." : "What was sent, and who could not be reached.",
    campaigns: withButtons(campaigns).map(({ line, button }) => ({
      title: line.title,
      when: whenInWords(line),
      bar: settledBar(line),
      counts: countsInWords(line, now),
      button: execute(button),
    })),
    missed: named.map(({ kind, due }) => ({ text: `${missedInWords(kind)}: ${momentInWords(due, now)}` })),
    moreMissed: rest > 0 ? `And ${figure(rest)} more.` : "",
    reconciled: reconciledInWords(reconciled, now),
    actions: [...more(next, "deliveries.show"), back],
  });
}

/** "Monday 23 November 2026, cancelled" */
export function whenInWords({ createdAt, status }: Pick<CampaignLine, "createdAt" | "status">): string {
  const day = inWords(dateOf(createdAt));
  if (status === "planning") return `${day}, being prepared`;
  return status === "cancelled" ? `${day}, cancelled` : day;
}

/** How many need nothing more. */
export function settledBar({ counts, planned }: CampaignLine): Element {
  return progressBar({ label: "Done", part: Math.max(0, planned - counts.pending), whole: planned });
}

function withButtons(campaigns: readonly CampaignLine[]) {
  return toldApart(
    campaigns.map((line) => {
      const button = { title: "Open", verb: "deliveries.open", data: { campaign: line.id } };
      return { line, title: endFirst(line.title), button };
    }),
  );
}

/** "reminder 1, EPD pulse": the end of "EPD pulse: reminder 1" is what tells it apart, and a phone would cut it off. */
function endFirst(title: string): string {
  const at = title.lastIndexOf(": ");
  return at < 0 ? title : `${title.slice(at + 2)}, ${title.slice(0, at)}`;
}

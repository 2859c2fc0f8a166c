import { dayInWords } from "../../services/kernel/dates.js";
import type { OpenReports } from "../../services/panels/planning/views.js";
import { execute, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { counted, planCard, text } from "./plan-parts.js";

/** Buttons beside the one that shows all. */
const MOST_SHOWN = 5;

/** A round has begun: these are theirs. */
export function invitationCard(view: OpenReports): Card {
  const intro =
    "Score each alone first. Nobody sees your scores before they are revealed, and your draft is kept as you go.";
  return reportsCard(view, `You have ${counted(view.reports.length, "report")} to score${by(view)}`, intro);
}

/** A report that was somebody else's, or came late. */
export function givenCard(view: OpenReports): Card {
  const intro = "A colleague can't score it, or it came late. Nobody sees your scores before they are revealed.";
  return reportsCard(view, `You have another report to score${by(view)}`, intro);
}

/** For those who have sheets to hand in. */
export function reportsReminderCard(view: OpenReports): Card {
  const title = `You still have ${counted(view.reports.length, "report")} to score${by(view)}`;
  return reportsCard(
    view,
    title,
    "What you have begun is kept. If you can't score one, open it and declare a conflict.",
  );
}

function by({ scoresDue }: OpenReports): string {
  return scoresDue === undefined ? "" : ` by ${dayInWords(scoresDue)}`;
}

function reportsCard({ round, title, reports }: OpenReports, heading: string, intro: string): Card {
  const all = reports.length > MOST_SHOWN + 1;
  const shown = (all ? reports.slice(0, MOST_SHOWN) : reports).map(({ no, reference }) => ({
    title: reference,
    button: { title: "Score", verb: "panels.score", data: { round, no: `${no}` } },
  }));
  const names = reports.map(({ reference }) => reference).join(", ");
  return planCard({
    ...{ title: heading, eyebrow: title },
    blocks: [text(intro), text(names.endsWith(".") ? names : `${names}.`)],
    actions: [
      ...toldApart(shown).map(({ button }) => execute(button)),
      ...(all ? [execute({ title: "Show all", verb: "panels.show" })] : []),
    ],
  });
}

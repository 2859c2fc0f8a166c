import type { AskView, BoardView } from "../../services/fees/views.js";
import { dayInWords, inWords } from "../../services/kernel/dates.js";
import { pounds } from "../../services/kernel/money.js";
import { back, main } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { button } from "./buttons.js";
import { told } from "./told.js";
import { feeOf } from "./words.js";

/**
 * The question to a fee contact; its reminders look the same. `isOpened`: they came to it from another card, to which there
 * is a way back; a question that was sent stays in its place.
 */
export function askCard(view: AskView, isOpened = false): Card {
  const { year, name, pence, reason = "", dueOn, isOverdue, paysFor, query } = view;
  const due = isOverdue ? `This was due on ${dayInWords(dueOn)}.` : `Please answer by ${inWords(dueOn)}.`;
  return render("fees/ask", {
    ...{ eyebrow: `${feeOf(year)}, ${name}`, title: "Do you reaffirm your membership?" },
    ...{ figure: pounds(pence), reason, due, isOverdue },
    paysFor: paysFor.map((text) => ({ text })),
    lastYear: lastYearInWords(view),
    query: query ? [{ asked: `You wrote: ${query.reason}`, answer: `Answer: ${query.note}` }] : [],
    actions: [
      main(button("Confirm", "confirm", { year })),
      button("Query", "query", { year }),
      button("Decline", "decline", { year }),
      ...(isOpened ? [back] : []),
    ],
    speak: `${feeOf(year)}: ${pounds(pence)}. ${due}`,
  });
}

/** "In 2026-27 so far: your people took up 41 places in sessions; you had 12 placements." */
function lastYearInWords({ attended, placements, lastYear }: AskView): string {
  const got = [
    ...(attended === undefined ? [] : [`your people took up ${counted(attended, "place")} in sessions`]),
    ...(placements === undefined ? [] : [`you had ${counted(placements, "placement")}`]),
  ];
  return got.length === 0 ? "" : `In ${lastYear} so far: ${got.join("; ")}.`;
}

function counted(count: number, what: string): string {
  return `${count} ${count === 1 ? what : `${what}s`}`;
}

/** In the place of a question that was answered. */
export function settledCard(view: { readonly year: string; readonly name: string; readonly canOpen: boolean }): Card {
  const { year, name, canOpen } = view;
  const ways = canOpen ? " You can look at the answer, or correct it." : "";
  return told({
    eyebrow: `${feeOf(year)}, ${name}`,
    title: "Answered for your partner",
    sentences: [`There is nothing left for you to do.${ways}`],
    actions: canOpen ? [button("Open", "own", { year })] : [],
  });
}

/** To a member of the board. */
export function boardCard({ year, name, pence, dueOn, isOverdue, contacts }: BoardView): Card {
  const due = isOverdue ? `It was due on ${inWords(dueOn)}.` : `It is due on ${inWords(dueOn)}.`;
  const who =
    contacts.length === 0
      ? "I know no fee contact of your partner: please tell the central team who it is."
      : `It can be confirmed by ${contacts.join(" or ")}. A word from you may help.`;
  return told({
    eyebrow: `${feeOf(year)}, ${name}`,
    title: "Your partner's fee is not confirmed",
    sentences: [`${pounds(pence)}. ${due}`, who],
    actions: [],
  });
}

/** For a fee contact whose partner was never asked. */
export function nothingAskedCard(): Card {
  const sentences = ["Your partner is not asked for a membership fee now. I will write to you when it is."];
  return told({ eyebrow: "Membership fees", title: "Nothing is asked", sentences, actions: [back] });
}

/** The workbook of a round. */
export function exportCard(view: { readonly year: string; readonly url: string; readonly minutes: number }): Card {
  const { year, url, minutes } = view;
  const sentence = `An Excel workbook with every partner and every entry. The link is yours alone and works for ${minutes} minutes.`;
  return told({
    eyebrow: "Export",
    title: `Membership fees ${year}`,
    sentences: [sentence],
    actions: [main({ type: "Action.OpenUrl", title: "Download", url }), button("Back", "year", { year })],
  });
}

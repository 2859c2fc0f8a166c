import { ANSWERS, type Entry } from "../../services/fees/schema.js";
import type { FollowKind, HistoryLine, PartnerView } from "../../services/fees/views.js";
import { dateOf, dayAndMonth, inWords } from "../../services/kernel/dates.js";
import { pounds } from "../../services/kernel/money.js";
import { back, main } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { button } from "./buttons.js";
import { contactInWords, feeOf, moneyInWords, STANDING } from "./words.js";

/** Where a partner stands and how it came to it. `told`: what was just done. */
export function partnerCard(view: PartnerView, told = ""): Card {
  const { year, name, pence, reason, standing, contacts } = view;
  const facts = [
    `${pounds(pence)}, ${moneyInWords(view)}.`,
    ...(reason === undefined ? [] : [reason]),
    contacts.length === 0 ? "No fee contact is known." : `Fee contacts: ${contacts.map(contactInWords).join(", ")}.`,
  ];
  return render("fees/partner", {
    ...{ eyebrow: feeOf(year), title: name, told, standing: standingInWords(view) },
    facts: facts.map((text) => ({ text })),
    history: view.history.map((line) => historyRow(line, view)),
    actions: view.isCoordinators ? coordinatorActions(view) : contactActions(view),
    speak: `${name}: ${STANDING[standing]}.`,
  });
}

function standingInWords({ standing, isFollowedUp }: PartnerView): string {
  if (standing === "silent") return "No answer yet";
  if (standing === "confirmed") return STANDING[standing];
  return isFollowedUp ? `${STANDING[standing]}, and followed up` : `${STANDING[standing]}: to be followed up`;
}

function contactActions({ year, standing, isOpen }: PartnerView): Element[] {
  return [
    ...(isOpen ? [main(button("Answer", "own", { year }))] : []),
    ...(standing === "silent" ? [] : [button("Correct", "correct", { year })]),
    back,
  ];
}

function coordinatorActions(view: PartnerView): Element[] {
  const { year, partner, standing, isFollowedUp, hasMoney } = view;
  const at = { year, partner };
  const waits = !isFollowedUp && (standing === "queried" || standing === "declined");
  const follow = (title: string, kind: FollowKind) => button(title, "follow", { ...at, kind });
  const isInvoiced = view.invoicedPence >= view.pence;
  const invoiced = follow("Invoiced", "invoiced");
  const paid = follow("Paid", "paid");
  const isToBePaid = standing === "confirmed" && isInvoiced && view.paidPence < view.invoicedPence;
  return [
    ...(waits ? [main(follow("Follow up", "answered"))] : []),
    ...(standing === "confirmed" ? [isInvoiced ? invoiced : main(invoiced)] : []),
    ...(hasMoney ? [isToBePaid ? main(paid) : paid] : []),
    ...(hasMoney ? [follow("Take back", "reversed")] : []),
    button(standing === "silent" ? "Enter an answer" : "Correct", "correct", at),
    button("Back", "partners", { year }),
  ];
}

function historyRow({ entry, name = "Somebody who is no longer here" }: HistoryLine, { history }: PartnerView) {
  return {
    title: `${dayAndMonth(dateOf(new Date(entry.at)))}: ${whatHappened(entry, history)}`,
    line: `${name}. ${wordsOf(entry, history)}`.trim(),
  };
}

/** A coordinator may enter a partner's first answer: that corrects nothing, and says how it came. */
function isFirst(entry: Entry, history: readonly HistoryLine[]): boolean {
  return history.find((line) => isAnswer(line.entry))?.entry === entry;
}

function isAnswer({ kind }: Entry): boolean {
  return ANSWERS.some((answer) => answer === kind);
}

function whatHappened(entry: Entry, history: readonly HistoryLine[]): string {
  switch (entry.kind) {
    case "confirmed":
    case "queried":
    case "declined": {
      if (entry.correction === undefined) return STANDING[entry.kind];
      return isFirst(entry, history)
        ? `${STANDING[entry.kind]}, entered for them`
        : `Corrected: ${STANDING[entry.kind].toLowerCase()}`;
    }
    case "answered":
      return "Followed up";
    case "invoiced":
      return `Invoiced ${pounds(entry.pence)} on ${inWords(entry.on)}`;
    case "paid":
      return `Paid ${pounds(entry.pence)} on ${inWords(entry.on)}`;
    case "reversed": {
      const of = history.find((line) => line.entry.id === entry.of)?.entry;
      return of && "on" in of ? `Taken back: ${of.kind} ${pounds(of.pence)}` : "Taken back";
    }
  }
}

function wordsOf(entry: Entry, history: readonly HistoryLine[]): string {
  const head = isFirst(entry, history) ? "How" : "Why";
  const why = "correction" in entry && entry.correction !== undefined ? ` ${head}: ${entry.correction}` : "";
  switch (entry.kind) {
    case "confirmed": {
      const { authorisedBy, purchaseOrder } = entry;
      const order = purchaseOrder === undefined ? "" : ` Purchase order ${purchaseOrder}.`;
      return `Authorised by ${authorisedBy.name}, ${authorisedBy.role}.${order}${why}`;
    }
    case "queried":
    case "declined":
    case "reversed":
      return `${entry.reason}${why}`;
    case "answered":
      return entry.note;
    case "invoiced":
    case "paid":
      return "";
  }
}

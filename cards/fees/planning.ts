import type { PartnerLine, PartnersView, PreviewLine, PreviewView } from "../../services/fees/views.js";
import { inWords } from "../../services/kernel/dates.js";
import { pounds } from "../../services/kernel/money.js";
import { execute, main, page, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { button } from "./buttons.js";
import { contactInWords, listed, moneyInWords, partners, STANDING } from "./words.js";

/** A round before it is sent: each partner, its fee and its contacts, and who can't be reached. */
export function previewCard(view: PreviewView): Card {
  const { year, dueOn, askedPence, forecastPence, paysFor, text } = view;
  const without = view.partners.filter(({ contacts }) => !contacts.some(({ isReachable }) => isReachable));
  const sum = `${partners(view.partners.length)}, ${pounds(askedPence)} in all; forecast ${pounds(forecastPence)}.`;
  const sentences = [
    ...(without.length > 0
      ? [`${partners(without.length)} can't be reached: ${without.map(({ name }) => name).join(", ")}.`]
      : []),
    sum,
    `Due ${inWords(dueOn)}. ${remindersInWords(view)}`,
    `It pays for: ${paysFor.join(" ")}`,
    `They reaffirm (version ${text.version}): ${text.text}`,
  ];
  return render("fees/rows", {
    ...{ title: `Start ${year}`, eyebrow: "Membership fees: nothing is sent yet", speak: sum },
    sentences: sentences.map((words) => ({ text: words })),
    rows: view.partners.map((line) => ({ ...previewRow(line), button: null })),
    actions: [main(button("Send", "send", { year })), button("Back", "show")],
  });
}

/** "Reminders go out 7 and 1 days before and 7 days after." */
function remindersInWords({ reminders }: PreviewView): string {
  const before = listed(reminders.filter((days) => days < 0).map((days) => -days));
  const after = listed(reminders.filter((days) => days > 0));
  const parts = [before && `${inDays(before)} before`, after && `${inDays(after)} after`].filter(Boolean);
  return parts.length === 0 ? "No reminder goes out." : `Reminders go out ${parts.join(" and ")}.`;
}

function inDays(numbers: string): string {
  return `${numbers} ${numbers === "1" ? "day" : "days"}`;
}

function previewRow({ name, pence, reason, contacts }: PreviewLine) {
  const people = contacts.map(contactInWords);
  const asked = people.length === 0 ? "No fee contact: nobody is asked." : `Asked: ${people.join(", ")}.`;
  return { title: `${name}: ${pounds(pence)}`, line: reason === undefined ? asked : `${asked} ${reason}` };
}

/** All partners of a round, those to follow up first. */
export function partnersCard({ year, partners: lines }: PartnersView, from = 0): Card {
  const { items, next } = page(
    [...lines].sort((one, other) => rank(one) - rank(other)),
    from,
    1,
  );
  const rows = items.map((line) => ({
    ...{ title: line.name, line: lineInWords(line) },
    button: { title: "Open", verb: "fees.partner", data: { year, partner: line.partner } },
  }));
  return render("fees/rows", {
    ...{
      title: "Partners",
      eyebrow: `Membership fees ${year}`,
      sentences: [],
      speak: `Partners in the round ${year}.`,
    },
    rows: toldApart(rows).map((row) => ({ ...row, button: execute(row.button) })),
    actions: [
      ...(next === undefined ? [] : [button("Show more", "partners", { year, from: `${next}` })]),
      from > 0 ? button("Back", "partners", { year }) : button("Back", "year", { year }),
    ],
  });
}

const ORDER = ["queried", "declined", "silent", "confirmed"];

function rank({ standing, isFollowedUp, isUnreached }: PartnerLine): number {
  return ORDER.indexOf(standing) + (isFollowedUp ? 2 : 0) - (isUnreached ? 0.5 : 0);
}

function lineInWords(line: PartnerLine): string {
  const followed = line.standing !== "confirmed" && line.isFollowedUp ? ", followed up" : "";
  const unreached = line.isUnreached ? ", can't be reached" : "";
  return `${STANDING[line.standing]}${followed}${unreached}, ${pounds(line.pence)}, ${moneyInWords(line)}`;
}

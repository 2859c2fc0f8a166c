import { STANDINGS } from "../../services/fees/schema.js";
import type { FeesView, LastYear, RoundView } from "../../services/fees/views.js";
import { inWords } from "../../services/kernel/dates.js";
import { pounds } from "../../services/kernel/money.js";
import { back, main, more, page } from "../buttons.js";
import type { Card } from "../card.js";
import { barChart, type Element } from "../parts.js";
import { render } from "../render.js";
import { button } from "./buttons.js";
import { partners, STANDING } from "./words.js";

/** The round at a glance, for coordinators. `told`: what was just done. */
export function roundCard(view: FeesView, told = ""): Card {
  const { round, startable } = view;
  if (!round) return emptyCard(startable);
  const percent = share(round.confirmedPence, round.forecastPence);
  const figureLine = `confirmed of ${pounds(round.forecastPence)} forecast (${percent}%)`;
  return render("fees/round", {
    ...{
      title: `Membership fees ${round.year}`,
      eyebrow: `Sent ${inWords(round.sentOn)}. Due ${inWords(round.dueOn)}.`,
    },
    ...{ told, figure: pounds(round.confirmedPence), figureLine },
    risk: round.atRiskPence === 0 ? "Nothing is at risk." : `At risk: ${pounds(round.atRiskPence)}`,
    chart: [chartOf(round)],
    rows: [...STANDINGS.map((one) => row(STANDING[one], round.by[one])), row("Asked for", total(round))],
    notes: notesOf(round).map((text) => ({ text })),
    actions: actionsOf(view, round),
    speak: `Membership fees ${round.year}: ${pounds(round.confirmedPence)} ${figureLine}.`,
  });
}

/** Rounds of other years. */
export function yearsCard({ years }: FeesView, from = 0): Card {
  const { items, next } = page(years, from, 1);
  return render("fees/rows", {
    ...{ title: "Earlier years", eyebrow: "", sentences: [], rows: [], speak: "Fee rounds of earlier years." },
    actions: [
      ...items.map((year) => button(year, "year", { year })),
      ...more(next, "fees.years"),
      button("Back", "show"),
    ],
  });
}

function emptyCard(startable: readonly string[]): Card {
  const can = startable.length > 0;
  const sentence = can
    ? "No round has been sent yet. Start one to see whom it asks for how much; nothing is sent before you press Send."
    : "No round has been sent yet, and fees.yaml has no year that could be: it wants a due day to come, a text, and what it pays for.";
  return render("fees/rows", {
    ...{ title: "Membership fees", eyebrow: "", sentences: [{ text: sentence }], rows: [] },
    actions: [...startable.slice(0, 3).map(start), back],
    speak: sentence,
  });
}

function start(year: string): Element {
  return main(button(`Start ${year}`, "preview", { year }));
}

function actionsOf({ startable, years }: FeesView, { year, waiting }: RoundView): Element[] {
  const isNewest = years[0] === year;
  const list = button(waiting > 0 ? `Partners (${waiting} to follow up)` : "Partners", "partners", { year });
  return [
    list,
    button("Export", "export", { year }),
    ...(isNewest ? startable.slice(0, 1).map(start) : []),
    ...(isNewest && years.length > 1 ? [button("Earlier years", "years")] : []),
    isNewest ? back : button("Back", "show"),
  ];
}

function chartOf({ by }: RoundView): Element {
  const all = STANDINGS.reduce((sum, standing) => sum + by[standing].partners, 0);
  const bars = STANDINGS.map((standing) => {
    const { partners: count } = by[standing];
    return { title: STANDING[standing], count, percent: share(count, all) };
  });
  return barChart({ title: "Partners", bars, summary: `${partners(all)} in this round.` });
}

interface Line {
  readonly partners: number;
  readonly pence: number;
}

function row(name: string, { partners: count, pence }: Line) {
  return { name, partners: partners(count), sum: pounds(pence) };
}

function total({ by, askedPence }: RoundView): Line {
  return { partners: STANDINGS.reduce((sum, one) => sum + by[one].partners, 0), pence: askedPence };
}

function notesOf(round: RoundView): string[] {
  const { askedPence, forecastPence, invoicedPence, paidPence, lastYear, joined, gone, unreached } = round;
  const short = forecastPence - askedPence;
  return [
    ...(unreached.length > 0 ? [`I can't reach, so please ring: ${unreached.join(", ")}.`] : []),
    `Invoiced ${pounds(invoicedPence)}, paid ${pounds(paidPence)}.`,
    ...(short > 0 ? [`The forecast is ${pounds(short)} more than is asked for.`] : []),
    ...(short < 0 ? [`The forecast is ${pounds(-short)} less than is asked for.`] : []),
    ...(lastYear ? [lastYearInWords(lastYear)] : []),
    ...(joined.length > 0 ? [`Would pay by the data of today, and isn't in this round: ${joined.join(", ")}.`] : []),
    ...(gone.length > 0
      ? [`Would not pay by the data of today; the round keeps what it was sent with: ${gone.join(", ")}.`]
      : []),
  ];
}

function lastYearInWords({ year, partners: count, askedPence, confirmedPence }: LastYear): string {
  const asked = `Last year, ${year}: ${pounds(askedPence)} asked of ${partners(count)}`;
  return confirmedPence === undefined ? `${asked}.` : `${asked}, of which ${pounds(confirmedPence)} confirmed.`;
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

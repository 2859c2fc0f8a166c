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
    heads: headsOf(round),
    rows: rowsOf(round),
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

/** Against the forecast of its year each, so that they compare; of a year not run here there is only what was asked. */
function chartOf({ year, by, forecastPence, lastYear }: RoundView): Element {
  const bars = STANDINGS.flatMap((one) => {
    const last = lastYear?.by?.[one];
    return [
      bar(STANDING[one], by[one].pence, forecastPence),
      ...(last ? [bar(`${STANDING[one]} ${lastYear.year}`, last.pence, lastYear.forecastPence)] : []),
    ];
  });
  if (lastYear && !lastYear.by)
    bars.push(bar(`Asked for ${lastYear.year}`, lastYear.askedPence, lastYear.forecastPence));
  const written = bars.map(({ title, percent }) => `${title}: ${percent}%`).join("; ");
  const last = lastYear ? `, ${pounds(lastYear.forecastPence)} in ${lastYear.year}` : "";
  const summary = `${written}. The forecast is ${pounds(forecastPence)} in ${year}${last}.`;
  return barChart({ title: "Per cent of the forecast", bars, summary });
}

function bar(title: string, pence: number, forecastPence: number) {
  const percent = share(pence, forecastPence);
  return { title, count: percent, percent };
}

interface Line {
  readonly partners: number;
  readonly pence: number;
}

/** Above the sums: their years, where there are two. */
function headsOf({ year, lastYear }: RoundView) {
  return lastYear ? [{ year, last: lastYear.year }] : [];
}

function rowsOf({ by, askedPence, lastYear }: RoundView) {
  const all = STANDINGS.reduce((sum, one) => sum + by[one].partners, 0);
  const asked = lastYear && { partners: lastYear.partners, pence: lastYear.askedPence };
  return [
    ...STANDINGS.map((one) => row(STANDING[one], by[one], lastYear?.by?.[one], lastYear)),
    row("Asked for", { partners: all, pence: askedPence }, asked, lastYear),
  ];
}

/** With what it was in the year before: a dash where that isn't known, nothing where there was no year before. */
function row(name: string, line: Line, last: Line | undefined, lastYear: LastYear | undefined) {
  const before = last ? `, last year ${last.partners}` : "";
  return {
    ...{ name, partners: `${partners(line.partners)}${before}`, sum: pounds(line.pence) },
    last: last ? pounds(last.pence) : lastYear ? "\u2013" : "",
  };
}

function notesOf(round: RoundView): string[] {
  const { askedPence, forecastPence, invoicedPence, paidPence, lastYear, joined, gone, unreached } = round;
  const short = forecastPence - askedPence;
  return [
    ...(unreached.length > 0 ? [`I can't reach, so please ring: ${unreached.join(", ")}.`] : []),
    `Invoiced ${pounds(invoicedPence)}, paid ${pounds(paidPence)}.`,
    ...(short > 0 ? [`The forecast is ${pounds(short)} more than is asked for.`] : []),
    ...(short < 0 ? [`The forecast is ${pounds(-short)} less than is asked for.`] : []),
    ...(lastYear && !lastYear.by
      ? [`The round of ${lastYear.year} was not run here: I know only what was asked.`]
      : []),
    ...(joined.length > 0 ? [`Would pay by the data of today, and isn't in this round: ${joined.join(", ")}.`] : []),
    ...(gone.length > 0
      ? [`Would not pay by the data of today; the round keeps what it was sent with: ${gone.join(", ")}.`]
      : []),
  ];
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((100 * part) / whole);
}

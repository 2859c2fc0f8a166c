import type { Cell, Row } from "write-excel-file/node";
import { dateOf, inWords } from "../kernel/dates.js";
import { heads, number, pounds, sheet, text, workbookOf } from "../reports/workbook.js";
import { type Asked, type Entry, type Round, STANDINGS } from "./schema.js";
import { figuresOf, stateOf } from "./state-rules.js";
import type { LastYear } from "./views.js";

/** A round as an Excel workbook: the sums, last year's beside them, each partner, and all that happened. `names` by person key. */
export async function workbook(
  round: Round,
  lastYear: LastYear | undefined,
  names: ReadonlyMap<string, string>,
): Promise<Uint8Array> {
  return workbookOf([
    sheet("Round", summary(round)),
    ...(lastYear ? [sheet("Last year", besideLastYear(round, lastYear))] : []),
    sheet("Partners", [heads(PARTNER), ...round.partners.map((asked) => partnerRow(round, asked))]),
    sheet("Entries", [heads(ENTRY), ...round.entries.map((entry) => entryRow(round, entry, names))]),
  ]);
}

function summary(round: Round): Row[] {
  const { by, ...figures } = figuresOf(round);
  return [
    heads([`Membership fees ${round.year}`, "Partners", "Pounds"]),
    ...STANDINGS.map((standing): Row => [text(standing), number(by[standing].partners), pounds(by[standing].pence)]),
    [text("asked for"), number(round.partners.length), pounds(figures.askedPence)],
    [text("forecast"), null, pounds(round.forecastPence)],
    [text("at risk: asked for and not confirmed"), null, pounds(figures.atRiskPence)],
    [text("invoiced"), null, pounds(figures.invoicedPence)],
    [text("paid"), null, pounds(figures.paidPence)],
    [text(`Due on ${inWords(round.dueOn)}. Text version ${round.text.version}, SHA-256 ${round.text.sha256}.`)],
  ];
}

/** Of a year that was not run here only what was asked is known. */
function besideLastYear(round: Round, last: LastYear): Row[] {
  const { by, askedPence } = figuresOf(round);
  const { year } = round;
  return [
    heads([
      `Beside ${last.year}`,
      `Partners ${year}`,
      `Partners ${last.year}`,
      `Pounds ${year}`,
      `Pounds ${last.year}`,
    ]),
    ...STANDINGS.map((one): Row => {
      const before = last.by?.[one];
      const counts = [number(by[one].partners), before ? number(before.partners) : null];
      return [text(one), ...counts, pounds(by[one].pence), before ? pounds(before.pence) : null];
    }),
    [
      text("asked for"),
      number(round.partners.length),
      number(last.partners),
      pounds(askedPence),
      pounds(last.askedPence),
    ],
    [text("forecast"), null, null, pounds(round.forecastPence), pounds(last.forecastPence)],
  ];
}

const PARTNER = ["Partner", "Fee", "Why another fee", "State", "Purchase order", "Authorised by", "Invoiced", "Paid"];

function partnerRow({ entries }: Round, { partner, name, pence, reason = "" }: Asked): Cell[] {
  const { standing, answer, invoicedPence, paidPence } = stateOf(entries, partner);
  const confirmed = answer?.kind === "confirmed" ? answer : undefined;
  const authorised = confirmed ? `${confirmed.authorisedBy.name}, ${confirmed.authorisedBy.role}` : "";
  return [
    ...[text(name), pounds(pence), text(reason), text(standing)],
    ...[text(confirmed?.purchaseOrder ?? ""), text(authorised), pounds(invoicedPence), pounds(paidPence)],
  ];
}

const ENTRY = ["Partner", "When", "What", "By", "Pounds", "On", "Words"];

function entryRow({ partners }: Round, entry: Entry, names: ReadonlyMap<string, string>): Cell[] {
  const asked = partners.find(({ partner }) => partner === entry.partner);
  return [
    ...[text(asked?.name ?? entry.partner), text(dateOf(new Date(entry.at))), text(entry.kind)],
    text(names.get(entry.by) ?? "somebody who is no longer here"),
    "pence" in entry ? pounds(entry.pence) : null,
    text("on" in entry ? entry.on : ""),
    text(wordsOf(entry)),
  ];
}

function wordsOf(entry: Entry): string {
  if (entry.kind === "confirmed") return wordsOfConfirmed(entry);
  const taken = entry.kind === "reversed" ? `taken back: ${entry.reason}` : "";
  const said = "reason" in entry && entry.kind !== "reversed" ? entry.reason : "note" in entry ? entry.note : taken;
  return joined([said, correctionOf(entry)]);
}

/** Of an earlier one too, which the sheet of partners has no more. */
function wordsOfConfirmed(entry: Extract<Entry, { readonly kind: "confirmed" }>): string {
  const { authorisedBy, purchaseOrder } = entry;
  const order = purchaseOrder === undefined ? "" : `purchase order ${purchaseOrder}`;
  return joined([`authorised by ${authorisedBy.name}, ${authorisedBy.role}`, order, correctionOf(entry)]);
}

function correctionOf(entry: Entry): string {
  return "correction" in entry && entry.correction !== undefined ? `why: ${entry.correction}` : "";
}

function joined(words: readonly string[]): string {
  return words.filter((one) => one !== "").join(" / ");
}

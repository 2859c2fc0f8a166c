import type { DeliveryState, Reason } from "../../services/delivery/schema.js";
import type { CampaignLine, Finding, HeldBack, ReasonCount, Reconciled } from "../../services/delivery/views.js";
import { addDays, dateOf, inWords, timeOf } from "../../services/kernel/dates.js";

/** Made once: making one takes longer than using it a hundred times. */
const figures = new Intl.NumberFormat("en-GB");

/** "2,140" */
export function figure(count: number): string {
  return figures.format(count);
}

/** "1 person", "2,140 people" */
export function people(count: number): string {
  return `${figure(count)} ${count === 1 ? "person" : "people"}`;
}

/** "today 06:00", "tomorrow 08:00", "Friday 27 November 08:00" on London's clocks */
export function momentInWords(instant: Date, now: Date): string {
  return `${dayInWords(dateOf(instant), dateOf(now))} ${timeOf(instant)}`;
}

function dayInWords(day: string, today: string): string {
  if (day === today) return "today";
  if (day === addDays(today, 1)) return "tomorrow";
  if (day === addDays(today, -1)) return "yesterday";
  return day.slice(0, 4) === today.slice(0, 4) ? inWords(day).replace(/ \d{4}$/, "") : inWords(day);
}

/** "58 of 60 sent, 2 not reachable": all that are not sent add up to the rest. */
export function countsInWords({ counts, planned, held, hasNames }: CampaignLine, now: Date): string {
  // How few were not reached, beside names on another message, would tell of single people.
  if (hasNames === false) return counts.pending > 0 ? "On its way" : `Done for all ${figure(planned)}`;
  const rest = OTHERS.flatMap(([state, word]) => (counts[state] > 0 ? [`${figure(counts[state])} ${word}`] : []));
  const parts = [`${figure(counts.sent)} of ${figure(planned)} sent`, ...pendingInWords(counts.pending, held, now)];
  return [...parts, ...rest].join(", ");
}

const OTHERS: readonly (readonly [DeliveryState, string])[] = [
  ["not-reachable", "not reachable"],
  ["failed", "failed"],
  ["suppressed", "skipped"],
  ["cancelled", "cancelled"],
];

/** So many moments are named. */
const MOMENTS = 2;

function pendingInWords(pending: number, held: readonly HeldBack[], now: Date): string[] {
  const waiting = sumOf(held);
  const later = sumOf(held.slice(MOMENTS));
  const moments = held.slice(0, MOMENTS).map(({ until, count }) => {
    return `${figure(count)} held back until ${momentInWords(until, now)}`;
  });
  return [
    ...(pending > waiting ? [`${figure(pending - waiting)} on their way`] : []),
    ...moments,
    ...(later > 0 ? [`${figure(later)} held back for longer`] : []),
  ];
}

function sumOf(held: readonly HeldBack[]): number {
  return held.reduce((sum, { count }) => sum + count, 0);
}

/** What happened, and what can be done about it; nothing where nothing can. */
const REASONS: Readonly<Record<Reason, { readonly title: string; readonly remedy?: string }>> = {
  "not-installed": {
    title: "without the app",
    remedy: "Their organisation's Teams administrator can install it for them.",
  },
  "blocked-by-person": { title: "blocked the bot", remedy: "Only they can unblock it: ask them another way." },
  "blocked-by-administrator": {
    title: "in an organisation that blocks the bot",
    remedy: "Their organisation's Teams administrator can allow it.",
  },
  left: { title: "left the partnership" },
  rejected: { title: "refused by Teams", remedy: "Teams took no message for them: ask the bot's operator." },
  "gave-up": {
    title: "given up after several tries",
    remedy: "Teams could not be reached for long: send it again later.",
  },
  "no-longer-applies": { title: "for whom it no longer applied" },
  "too-late": { title: "for whom it would have come too late" },
  merged: { title: "told of it together with other things" },
};

/** "5 without the app", or without the figure where there is to be none. */
export function reasonInWords({ reason, count }: ReasonCount): string {
  const { title } = REASONS[reason];
  return count === undefined ? capital(title) : `${figure(count)} ${title}`;
}

/** What can be done, once for each of the reasons. */
export function remedies(reasons: Iterable<Reason>): { readonly title: string; readonly remedy: string }[] {
  return [...new Set(reasons)].flatMap((reason) => {
    const { title, remedy } = REASONS[reason];
    return remedy === undefined ? [] : [{ title: capital(title), remedy }];
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "Reconciled today 06:00: 12 messages, 2,140 people, all accounted for." */
export function reconciledInWords(reconciled: Reconciled | undefined, now: Date): string {
  if (!reconciled)
    return "Every morning at 06:00 I check that everybody is accounted for. The last check is not known.";
  const { at, campaigns, people: count, findings } = reconciled;
  const wrong = (Object.keys(FOUND) as Finding[]).filter((finding) => findings[finding] > 0);
  const what = `${figure(campaigns)} ${campaigns === 1 ? "message" : "messages"}, ${people(count)}`;
  const outcome = wrong.map((finding) => `${figure(findings[finding])} ${FOUND[finding]}`).join(", ");
  const end = wrong.length === 0 ? `${what}, all accounted for.` : `${what}. ${outcome}: ask the bot's operator.`;
  return `Reconciled ${momentInWords(at, now)}: ${end}`;
}

const FOUND: Readonly<Record<Finding, string>> = {
  countsDiffer: "with counts that are not right",
  sumDiffers: "with people missing or too many",
  leftPending: "ended with people still waiting",
  stuck: "stuck for days",
};

/** "A reminder of a survey" for a kind of timer. */
export function missedInWords(kind: string): string {
  const [capability = ""] = kind.split(".");
  return MISSED[kind] ?? MISSED[capability] ?? "Something that was due";
}

/** By kind, or by capability where a kind has no words of its own. */
const MISSED: Readonly<Record<string, string>> = {
  "surveys.open": "A survey was to open",
  "surveys.remind": "A reminder of a survey",
  "surveys.close": "A survey was to close",
  surveys: "Something in a survey",
  "sessions.announce": "A session was to be announced",
  "sessions.remind": "A reminder of a session",
  "sessions.begin": "A session's code was to be given out",
  sessions: "Something of a session",
  "panels.remind": "A reminder of reports to score",
  "panels.give": "Reports were to be given to others",
  "panels.acknowledge": "A look after feedback from a panel",
  panels: "Something of a panel",
  "board.remind": "A reminder of an item of the board",
  "board.close": "An item of the board was to close",
  board: "Something of an item of the board",
  "fees.remind": "A reminder of a membership fee",
  fees: "Something of a fee round",
  posts: "A look after a card in a channel",
  deliveries: "A look after messages",
};

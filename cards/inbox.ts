import type { InboxItem } from "../services/inbox/schema.js";
import { dateOf, dayAndMonth, daysBetween, inWords } from "../services/kernel/dates.js";
import { back, execute, more, page, toldApart } from "./buttons.js";
import type { Card } from "./card.js";
import { render } from "./render.js";

export interface InboxView {
  /** Most urgent first. */
  readonly items: readonly InboxItem[];
  readonly now: Date;
  /** The first item to show; 0 at the beginning. */
  readonly from?: number;
  /** Sent in the place of several messages, not asked for. */
  readonly asMessage?: boolean;
}

/** Everything that waits for a person, each with its button. */
export function inboxCard(view: InboxView): Card {
  const { items, next } = page(view.items, view.from ?? 0, 1);
  return render("inbox/inbox", {
    ...(view.asMessage ? told(view.items.length) : asked(view.items.length)),
    items: toldApart(items).map((item) => ({
      title: item.title,
      summary: item.summary,
      due: dueInWords(item.due, view.now),
      urgent: daysLeft(item.due, view.now) <= 1,
      button: execute(item.button),
    })),
    actions: [...more(next, "inbox.show"), ...(view.asMessage ? [] : [back])],
  });
}

interface Head {
  readonly title: string;
  readonly summary: string;
}

function asked(items: number): Head {
  const title = "Your inbox";
  if (items === 0) return { title, summary: "Nothing waits for you. I will write to you when something does." };
  return { title, summary: items === 1 ? "One thing waits for you." : `${count(items)}, the most urgent first.` };
}

/** Also when nothing waits any more: a message that is not sent would tell who has done it all. */
function told(items: number): Head {
  if (items === 0) return { title: "All done", summary: "Everything that waited for you is done." };
  if (items === 1) return { title: "One thing waits for you", summary: "The rest that I had for you is done." };
  return { title: count(items), summary: "The most urgent first." };
}

function count(items: number): string {
  return `${items} things wait for you`;
}

/** "Due today", "Due tomorrow", "Due in 3 days, Thursday 26 November", "Due 12 January" */
export function dueInWords(due: Date, now: Date): string {
  const days = daysLeft(due, now);
  const date = lastDay(due);
  if (days < 0) return `Was due ${dayAndMonth(date)}`;
  if (days === 0) return "Due today";
  if (days === 1) return "Due tomorrow";
  return days <= 14 ? `Due in ${days} days, ${inWords(date).replace(/ \d{4}$/, "")}` : `Due ${dayAndMonth(date)}`;
}

function daysLeft(due: Date, now: Date): number {
  return daysBetween(dateOf(now), lastDay(due));
}

/** The day on which it can still be done: an item due at midnight is due on the day that ends then. */
function lastDay(due: Date): string {
  return dateOf(new Date(due.getTime() - 1));
}

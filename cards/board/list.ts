import type { BoardView, ItemLine } from "../../services/board/views.js";
import { type Button, execute, more, page, toldApart } from "../buttons.js";
import type { Card } from "../card.js";
import { render } from "../render.js";
import { progressInWords, statusInWords } from "./words.js";

/** Everything of the board that concerns one person: what is open first. */
export function boardCard({ items, plans }: BoardView, from = 0): Card {
  const doors = doorsOf(plans, from);
  const { items: shown, next } = page(items, from, doors.length);
  const lines = toldApart(shown.map((item) => ({ ...lineOf(item), button: buttonOf(item, plans) })));
  const intro = introOf(items);
  return render("board/list", {
    intro,
    lines: lines.map(({ button, ...line }) => ({ ...line, button: execute(button) })),
    actions: [...more(next, "board.list"), ...doors.map(execute)],
    speak: `Strategic Board. ${intro}`,
  });
}

function doorsOf(plans: boolean, from: number): Button[] {
  if (from > 0) return [{ title: "Back", verb: "board.list" }];
  const minutes = { title: "Minutes", verb: "board.minutes" };
  return plans ? [{ title: "Start an item", verb: "board.start" }, minutes] : [minutes];
}

function introOf(items: readonly ItemLine[]): string {
  const open = items.filter(({ status }) => status === "open");
  const waiting = open.filter(({ own }) => own === "not-voted").length;
  if (waiting > 0) return `${waiting === 1 ? "One item waits" : `${waiting} items wait`} for your partner's vote.`;
  if (open.length === 0) return "Nothing is open. I will write to you when something is.";
  return open.length === 1 ? "One item is open." : `${open.length} items are open.`;
}

function lineOf(item: ItemLine): { readonly title: string; readonly status: string; readonly detail: string } {
  const isOpen = item.status === "open";
  const own = item.own === undefined ? "" : ` ${OWN[item.own]}`;
  return {
    ...{ title: item.title, status: statusInWords(item) },
    detail: isOpen ? `${progressInWords(item.progress)}${own}` : "",
  };
}

const OWN: Readonly<Record<NonNullable<ItemLine["own"]>, string>> = {
  voted: "Your partner has voted.",
  "not-voted": "Your partner has not voted yet.",
  interest: "Your partner takes no part, for an interest.",
};

function buttonOf({ item, status, own }: ItemLine, plans: boolean): Button {
  const data = { item };
  // A coordinator with a seat comes to the vote first, and from there to what coordinators do.
  if (plans && own === undefined) return { title: status === "draft" ? "Draft" : "Open", verb: "board.manage", data };
  if (status !== "open") return { title: "Outcome", verb: "board.outcome", data };
  return { title: own === "not-voted" ? "Vote" : "Open", verb: "board.item", data };
}

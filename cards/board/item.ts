import type { ItemView, Preview, SeatLine } from "../../services/board/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import { grave, main } from "../buttons.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { button } from "./buttons.js";
import { itemCard, type Section } from "./parts.js";
import { closesInWords, progressInWords, statusInWords, votesInWords } from "./words.js";

/** The last look before an item is sent; `done` says what has just been done. */
export function previewCard({ item, roll }: Preview, done = ""): Card {
  const data = { item: item.item };
  return itemCard(item, {
    ...{ status: closesInWords(item.deadline), done, emphasis: "" },
    sections: [...channelSection(item), { title: "How it is decided", lines: ruleLines(item) }, rollSection(roll)],
    actions: [
      main(button("Send", "send", data)),
      button("Edit", "edit", data),
      button("Edit the rule", "edit-rule", data),
      grave(button("Delete the draft", "discard", data)),
      button("Back", "list"),
    ],
  });
}

/** An item that is open, with what a coordinator may do about it. */
export function manageCard(item: ItemView, done = ""): Card {
  const data = { item: item.item };
  return itemCard(item, {
    ...{ status: closesInWords(item.deadline), done, emphasis: progressInWords(item.progress) },
    sections: [
      ...votesSection(item),
      ...missingSection(item),
      { title: "How it is decided", lines: ruleLines(item) },
      ...channelSection(item),
      ...(item.extension ? [{ title: "Extended", lines: extensionLines(item.extension) }] : []),
    ],
    actions: [
      button("Change the wording", "reword", data),
      ...(item.extension ? [] : [button("Extend", "extend", data)]),
      ...(item.isSecret ? [] : [button("Make it secret", "make-secret", data)]),
      button("Enter a phone vote", "phone", data),
      grave(button("Withdraw", "withdraw", data)),
      button("Back", "list"),
    ],
  });
}

function channelSection({ withoutChannel }: ItemView): Section[] {
  return withoutChannel ? [{ title: "No channel yet", lines: [CHANNEL] }] : [];
}

const CHANNEL =
  "Everybody is asked in their own chat. To have it in the board's channel too, mention me there and say: use this channel for board";

/** What came of an item, for whoever looks it up; coordinators can offer again what lapsed. */
export function outcomeCard(item: ItemView, plans: boolean): Card {
  const mayOffer = plans && item.decision?.result === "lapsed" && item.offeredAs === undefined;
  const offer: Element[] = mayOffer ? [main(button("Offer again", "offer-again", { item: item.item }))] : [];
  return itemCard(item, {
    ...{ status: endInWords(item), done: "", emphasis: statusInWords(item) },
    sections: endSections(item),
    actions: [...offer, button("Back", "list")],
  });
}

/** "Closed Friday 4 December 17:00" */
export function endInWords({ decision, isSecret }: ItemView): string {
  if (!decision) return "It is not voted on any more.";
  const all = isSecret ? "every partner had voted" : "no missing vote could change the outcome";
  return `Closed ${momentInWords(decision.at)}${decision.why === "settled" ? `, before its deadline: ${all}` : ""}`;
}

export function endSections(item: ItemView): Section[] {
  if (item.withdrawn) return [{ title: "Why it was withdrawn", lines: [item.withdrawn.reason] }];
  const { decision } = item;
  const again = item.offeredAs === undefined ? [] : ["It was offered again."];
  return [
    ...(decision ? [{ title: "How it came out", lines: [capital(decision.arithmetic), ...again] }] : []),
    ...votesSection(item),
  ];
}

function votesSection(item: ItemView): Section[] {
  const lines = votesInWords(item.votes);
  return lines.length === 0 ? [] : [{ title: "Votes", lines }];
}

function missingSection({ missing }: ItemView): Section[] {
  return missing.length === 0 ? [] : [{ title: `Not voted yet (${missing.length})`, lines: [missing.join(", ")] }];
}

function ruleLines({ rule, isSecret, closesEarly, proposer }: ItemView): string[] {
  const early = isSecret ? "once every partner has voted" : "once no partner's missing vote could change the outcome";
  return [
    capital(rule),
    isSecret ? "Secret: until it closes nobody sees how anybody voted, coordinators included" : "Open: votes show",
    ...(closesEarly ? [`Closes early, ${early}`] : []),
    `Proposed by ${proposer}`,
  ];
}

function extensionLines({ from, reason }: NonNullable<ItemView["extension"]>): string[] {
  return [`It was to close ${momentInWords(from)}. ${reason}`];
}

function rollSection(roll: readonly SeatLine[]): Section {
  const empty = roll.filter(({ members, deputies }) => members.length + deputies.length === 0);
  const mute = roll.filter(({ isOutOfReach }) => isOutOfReach);
  const warnings = [
    ...(empty.length > 0 ? [`Nobody can vote for ${namesIn(empty)}.`] : []),
    ...(mute.length > 0 ? [`I can write to nobody of ${namesIn(mute)}: they don’t have the app yet. ${RING}`] : []),
  ];
  return {
    title: `${roll.length} partners may vote`,
    ...(warnings.length > 0 && { warning: warnings.join(" ") }),
    lines: roll.map(seatInWords),
  };
}

const RING = "Please ask them to add it, or ring them once it is open.";

function namesIn(seats: readonly SeatLine[]): string {
  return seats.map(({ name }) => name).join(", ");
}

function seatInWords({ name, members, deputies }: SeatLine): string {
  const who = [...members, ...deputies.map((deputy) => `${deputy} (deputy)`)];
  return `${name}: ${who.length === 0 ? "nobody" : who.join(", ")}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

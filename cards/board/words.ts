import { CHOICES, type Item, type Paper } from "../../services/board/schema.js";
import type { Decision, ItemLine, ItemView, VoteLine } from "../../services/board/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import { CHOICE_TITLES } from "./voting-words.js";

/** "Approved" */
function resultName(result: Decision["result"]): string {
  return { approved: "Approved", rejected: "Rejected", noted: "Noted", lapsed: "Lapsed: no quorum" }[result];
}

/** "Approved, decision 2026-27/3" */
export function decisionInWords({ result, number }: Decision): string {
  return number === undefined ? resultName(result) : `${resultName(result)}, decision ${number}`;
}

export function kindName(kind: ItemView["kind"]): string {
  return { decision: "For decision", approval: "For approval", noting: "For noting" }[kind];
}

/** "Budget, version 3, SHA-256 4f5a1c09be72…": enough of the hash to compare with a file's. */
export function paperInWords({ title, version, sha256 }: Paper): string {
  return [
    title,
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(sha256 === undefined ? [] : [`SHA-256 ${sha256.slice(0, SHOWN_DIGITS)}…`]),
  ].join(", ");
}

const SHOWN_DIGITS = 12;

/** "4 of 11 partners have voted. The quorum of 6 is not met yet." */
export function progressInWords({ voted, eligible, quorum, isQuorate }: ItemLine["progress"]): string {
  const count = `${voted} of ${eligible} partners ${voted === 1 ? "has" : "have"} voted.`;
  if (isQuorate === undefined) return `${count} Whether the quorum of ${quorum} is met shows at the close.`;
  return `${count} The quorum of ${quorum} is ${isQuorate ? "met" : "not met yet"}.`;
}

/** A line a choice: "Approve (2): Vale County, Vale Adults (by phone)". */
export function votesInWords(votes: readonly VoteLine[]): string[] {
  return CHOICES.flatMap((choice) => {
    const names = votes
      .filter((vote) => vote.choice === choice)
      .map(({ partner, byPhone }) => (byPhone ? `${partner} (by phone)` : partner));
    return names.length === 0 ? [] : [`${CHOICE_TITLES[choice]} (${names.length}): ${names.join(", ")}`];
  });
}

/** "Closes Friday 4 December 17:00" */
export function closesInWords(deadline: Date): string {
  return `Closes ${momentInWords(deadline)}`;
}

/** Where an item stands, in one line. */
export function statusInWords({
  status,
  deadline,
  decision,
}: Pick<ItemView, "status" | "deadline" | "decision">): string {
  if (decision) return decisionInWords(decision);
  return STATUS[status] ?? closesInWords(deadline);
}

const STATUS: Readonly<Partial<Record<Item["status"], string>>> = {
  draft: "A draft: nobody but coordinators sees it",
  withdrawn: "Withdrawn",
};

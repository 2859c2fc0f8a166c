import { dateOf, inWords, timeOf } from "../../kernel/dates.js";
import { type Block, documentOf } from "../../reports/document.js";
import { CHOICES, type Choice } from "../schema.js";
import type { MinutedItem, Minutes } from "./views.js";

/** Minutes as a Word document. */
export function paperOf(minutes: Minutes, partnership: string): Promise<Uint8Array> {
  const { from, until, decided, lapsed, withdrawn } = minutes;
  const count = decided.length === 1 ? "1 decision" : `${decided.length} decisions`;
  return documentOf({
    title: "Decisions of the Strategic Board",
    subtitle: `${partnership}. From ${inWords(from)} to ${inWords(until)}: ${count}.`,
    creator: partnership,
    blocks: [
      ...(decided.length === 0 ? [paragraph("Nothing was decided in this time.")] : decided.flatMap(itemBlocks)),
      ...(lapsed.length === 0 ? [] : [heading("Lapsed for want of a quorum"), ...lapsed.flatMap(itemBlocks)]),
      ...withdrawnBlocks(withdrawn),
      ...proof([...decided, ...lapsed]),
    ],
  });
}

function itemBlocks(item: MinutedItem): Block[] {
  const { number, title, question, proposer, at, arithmetic, interests } = item;
  return [
    { kind: "heading", text: number === undefined ? title : `${number}  ${title}`, level: 2 },
    paragraph(question),
    ...paperBlocks(item),
    paragraph(`Proposed by ${proposer}. Closed on ${inWords(dateOf(at))} at ${timeOf(at)}.`),
    paragraph(`${capital(RESULTS[item.result])}: ${arithmetic}.`),
    ...votesBlocks(item),
    ...(interests.length === 0 ? [] : [paragraph(`Declared an interest: ${interests.join(", ")}.`)]),
    ...commentsBlocks(item),
    ...recordBlocks(item),
  ];
}

const RESULTS = { approved: "approved", rejected: "rejected", noted: "noted", lapsed: "lapsed" } as const;

function paperBlocks({ paper }: MinutedItem): Block[] {
  if (!paper) return [];
  const { title, version, link, sha256 } = paper;
  const which = [
    title,
    ...(version === undefined ? [] : [`version ${version}`]),
    ...(link === undefined ? [] : [link]),
  ];
  const hash = sha256 === undefined ? "" : ` SHA-256 of the file: ${sha256}.`;
  return [paragraph(`Paper: ${which.join(", ")}.${hash}`)];
}

function votesBlocks({ votes, isSecret }: MinutedItem): Block[] {
  if (isSecret) return [paragraph("The ballot was secret.")];
  const lines = CHOICES.flatMap((choice) => {
    const those = votes.filter((vote) => vote.choice === choice);
    const names = those.map(({ partner, byPhone }) => (byPhone ? `${partner} (by phone)` : partner));
    return those.length === 0 ? [] : [`${CHOICE_NAMES[choice]}: ${names.join(", ")}`];
  });
  return lines.length === 0 ? [] : [{ kind: "bullets", items: lines }];
}

const CHOICE_NAMES: Readonly<Record<Choice, string>> = { approve: "Approve", reject: "Reject", abstain: "Abstain" };

function commentsBlocks({ comments }: MinutedItem): Block[] {
  if (comments.length === 0) return [];
  const items = comments.map(({ partner, comment }) => (partner === undefined ? comment : `${partner}: ${comment}`));
  return [paragraph("For the minutes:"), { kind: "bullets", items }];
}

function recordBlocks({ item, version, sha256, record }: MinutedItem): Block[] {
  const text = `Text: version ${version}, SHA-256 ${sha256}.`;
  const entry = record ? ` Record: board:${item}, entry ${record.seq}, ${record.hash}.` : "";
  return [paragraph(`${text}${entry}`)];
}

function withdrawnBlocks(withdrawn: Minutes["withdrawn"]): Block[] {
  if (withdrawn.length === 0) return [];
  const items = withdrawn.map(({ title, at, reason }) => `${title}, on ${inWords(dateOf(at))}: ${reason}`);
  return [heading("Withdrawn"), { kind: "bullets", items }];
}

/** What makes these minutes hold the record fast. */
function proof(items: readonly MinutedItem[]): Block[] {
  if (items.length === 0) return [];
  const how =
    "Each hash above stands for the entry of the record by which an item was closed, and for everything before it. An export of the record can be checked against it: npm run audit -- export SUBJECT, where SUBJECT begins with board:";
  return [heading("How to check this"), paragraph(how)];
}

function heading(text: string): Block {
  return { kind: "heading", text };
}

function paragraph(text: string): Block {
  return { kind: "paragraph", text };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

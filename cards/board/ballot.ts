import type { Choice } from "../../services/board/schema.js";
import { CHOICES } from "../../services/board/schema.js";
import type { BallotReply, BallotView, TypedComment } from "../../services/board/voting/views.js";
import { momentInWords } from "../../services/kernel/dates.js";
import type { Card } from "../card.js";
import type { Element } from "../parts.js";
import { render } from "../render.js";
import { button, submit } from "./buttons.js";
import { CHOICE_TITLES, ownInWords, phaseInWords, replyInWords } from "./voting-words.js";
import { kindName, paperInWords, progressInWords } from "./words.js";

/** What stands above the question, and what was typed. */
export interface Occasion {
  readonly eyebrow?: string;
  readonly notices?: readonly string[];
  readonly tone?: "accent" | "good" | "warning" | "attention";
  readonly typed?: TypedComment;
}

/** An item for somebody who votes on it, with what their own partner has said; without a seat there are no buttons. */
export function ballotCard(view: BallotView, occasion: Occasion = {}): Card {
  const manage = view.canManage && view.phase === "open" ? [button("Manage", "manage", about(view))] : [];
  return card(view, occasion, [...ownActions(view), ...manage, button("Back", "list")]);
}

/** What everybody sees in the board's channel: whoever presses is answered alone. */
export function ballotPostCard(view: BallotView): Card {
  return card(view, {}, view.phase === "open" ? [...choices(view), declare(view)] : []);
}

/** What came of a press. */
export function ballotReplyCard(reply: BallotReply): Card {
  const notice = replyInWords(reply);
  return ballotCard(reply.view, {
    ...(notice !== undefined && { notices: [notice] }),
    tone: reply.refusal ? "warning" : "good",
    ...(reply.typed && { typed: reply.typed }),
  });
}

function card(view: BallotView, { eyebrow, notices = [], tone = "accent", typed }: Occasion, actions: Element[]): Card {
  const { title, question } = view.wording;
  const votes = actions.some(({ verb }) => verb === "board.vote");
  return render("board/ballot", {
    eyebrow: eyebrow ?? `Strategic Board: ${kindName(view.kind).toLowerCase()}`,
    ...{ title, question, tone, actions },
    notices: texts(notices),
    paper: paperLine(view),
    lines: texts(linesOf(view)),
    own: texts(view.own ? ownInWords(view.own, view.phase) : noSeat(view)),
    error: typed ? `Please check your comment: ${typed.error}` : "",
    inputs: votes ? inputs(typed ?? view.own ?? { comment: "", forMinutes: false }) : [],
    speak: `${title}. ${question} ${notices.join(" ")}`,
  });
}

/** Coordinators look at what they don't vote on. */
function noSeat({ noSeat: why, phase, canManage }: BallotView): string[] {
  return why !== undefined && phase === "open" && !canManage ? [why] : [];
}

function linesOf(view: BallotView): string[] {
  const over = phaseInWords(view);
  const secret = over === undefined && view.isSecret;
  return [
    over ?? `Open until ${momentInWords(view.deadline)}.`,
    progressInWords(view.progress),
    ...(over === undefined && view.closesEarly ? [EARLY[secret ? "secret" : "open"]] : []),
    ...(secret ? ["Secret until it closes: nobody sees how anybody votes, coordinators included."] : []),
  ];
}

/** When an item that may close early does. */
const EARLY = {
  open: "It closes early once partners that have not voted can’t change the outcome.",
  secret: "It closes early once every partner has voted.",
} as const;

/** A link opens by a tap; buttons are for what is to be done. */
function paperLine({ wording: { paper } }: BallotView): Element[] {
  if (!paper) return [];
  if (paper.link === undefined)
    return [{ type: "TextBlock", text: `The paper is a file: ${paperInWords(paper)}`, spacing: "Small", wrap: true }];
  const title = `Read the paper: ${paperInWords(paper)}`;
  return [
    {
      type: "Container",
      spacing: "Small",
      selectAction: { type: "Action.OpenUrl", title, url: paper.link },
      items: [{ type: "TextBlock", text: title, color: "Accent", wrap: true }],
    },
  ];
}

function ownActions(view: BallotView): Element[] {
  const { own, phase } = view;
  if (!own || phase !== "open") return [];
  if (own.interest) return own.interest.canTakeBack ? [button("Take back the interest", "take-back", about(view))] : [];
  const mayDeclare = own.as === "member" || own.stands?.as !== "member" || own.stands.phone === "entered";
  return [...choices(view), ...(mayDeclare ? [declare(view)] : [])];
}

/** None of them stands out: a card must not lean one way. */
function choices(view: BallotView): Element[] {
  const data = (choice: Choice) => ({ ...about(view), version: `${view.wording.version}`, choice });
  return CHOICES.map((choice) => submit(CHOICE_TITLES[choice], "vote", data(choice)));
}

function declare(view: BallotView): Element {
  return button("Declare an interest", "interest", about(view));
}

function about({ item }: BallotView) {
  return { item };
}

function inputs({ comment, forMinutes }: Pick<TypedComment, "comment" | "forMinutes">): Element[] {
  return [
    {
      ...{ type: "Input.Text", id: "comment", label: "Comment (you need not write one)", isMultiline: true },
      ...{ maxLength: 500, value: comment || null, errorMessage: "Please keep it to 500 characters." },
    },
    {
      ...{ type: "Input.Toggle", id: "forMinutes", title: "The comment is for the minutes", wrap: true },
      ...{
        label: "Minutes",
        errorMessage: "Please switch it on or off.",
        value: `${forMinutes}`,
        valueOn: "true",
        valueOff: "false",
      },
    },
  ];
}

function texts(all: readonly string[]) {
  return all.map((text) => ({ text }));
}
